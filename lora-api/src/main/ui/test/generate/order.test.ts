import fc from 'fast-check'
import type { Job, OrderRequest } from '@/api/generation'
import { draftOfJob, freshDraft, ON_LORA_FAILURE, restored, type Draft } from '@/generate/draft'
import { keepDraft, keptDraft } from '@/generate/drafts'
import { checkOf, OrderKeys, orderOf } from '@/generate/order'
import { anyModel, lora, WAN } from './models'

const id = fc.uuid()
const weight = fc.integer({ min: 0, max: 40 }).map(steps => steps / 20)
const expert = fc.constantFrom('high' as const, 'low' as const, 'both' as const)

/** Drafts that are complete: what is left open here, the service decides. */
const complete: fc.Arbitrary<Draft> = fc.record({
  values: fc.record({
    prompt: fc.string({ minLength: 1 }),
    width: fc.integer({ min: 0, max: 64 }).map(n => String(256 + n * 16)),
    height: fc.integer({ min: 0, max: 64 }).map(n => String(256 + n * 16)),
    frames: fc.integer({ min: 1, max: 40 }).map(n => String(1 + n * 4)),
    steps: fc.integer({ min: 2, max: 100 }).map(String),
    high_steps: fc.integer({ min: 1, max: 2 }).map(String),
    cfg: fc.double({ min: 1, max: 20, noNaN: true }).map(String),
    seed: fc.nat().map(String),
    lora_high: fc.oneof(fc.constant(''), id),
    lora_low: fc.oneof(fc.constant(''), id),
  }),
  weights: fc.record({ lora_high: weight, lora_low: weight }),
  more: fc.array(fc.record({ id, weight, expert }), { maxLength: 3 }),
  onLoraFailure: fc.constantFrom(...ON_LORA_FAILURE),
})

/** The job that the service makes of a complete order. */
function jobOf(order: OrderRequest): Job {
  const parameters = Object.entries(order.parameters ?? {}).filter(([name, value]) => value !== null && !name.startsWith('lora_'))
  const inSlots = ['lora_high', 'lora_low'].flatMap(slot => {
    const id = String(order.parameters?.[slot] ?? '')
    return id ? [{ id, slot, expert: slot === 'lora_high' ? ('high' as const) : ('low' as const), weight: order.weights?.[slot] ?? 1 }] : []
  })
  const beyond = (order.loras ?? []).map(choice => ({ id: String(choice.id), slot: 'loras', expert: choice.expert ?? 'both', weight: choice.weight ?? 1 }))
  return {
    id: 'job',
    status: 'succeeded',
    workspaceId: 'demo',
    model: order.model,
    modelVersion: '1',
    parameters: Object.fromEntries(parameters) as Job['parameters'],
    loras: [...inSlots, ...beyond].map(used => ({ ...used, name: used.id, fileName: 'f', s3Path: 'p', fileSize: 1, adapterName: 'a' })),
    loraMemoryUsage: 0,
    onLoraFailure: order.onLoraFailure ?? 'fail',
    adjustments: [],
    requestedAt: '2026-01-31T12:00:00Z',
    attempt: 1,
    attempts: [],
  }
}

// Feature: lora-management, Property 9: Generation request includes LoRA path
test('the chosen LoRAs are in the order, in their places and as strong as chosen', () => {
  const reference = fc.oneof(id, id.map(id => lora(id).s3Path))
  fc.assert(
    fc.property(complete, reference, reference, (draft, high, low) => {
      const order = orderOf(WAN, { ...draft, values: { ...draft.values, lora_high: high, lora_low: low } })
      expect(order.parameters).toMatchObject({ lora_high: high, lora_low: low })
      expect(order.weights).toEqual(draft.weights)
      expect(order.loras).toEqual(draft.more)
    }),
    { numRuns: 200 },
  )
})

test('a slot without a LoRA is the empty text and has no weight', () => {
  const draft = freshDraft(WAN)
  const order = orderOf(WAN, { ...draft, weights: { lora_high: 0.5 }, more: [{ id: '', expert: 'high' }] })
  expect(order.parameters).toMatchObject({ lora_high: '', lora_low: '' })
  expect(order.weights).toEqual({})
  expect(order.loras).toEqual([])
})

test('an order has every parameter of the model, numbers as numbers', () => {
  fc.assert(
    fc.property(anyModel, model => {
      const { parameters } = orderOf(model, freshDraft(model))
      for (const parameter of model.parameters) {
        expect(parameters?.[parameter.name]).toEqual(parameter.default ?? '')
      }
    }),
    { numRuns: 200 },
  )
})

test('ordering again what a job was made with is the same order', () => {
  fc.assert(
    fc.property(complete, draft => {
      const order = orderOf(WAN, draft)
      expect(orderOf(WAN, draftOfJob(WAN, jobOf(order)))).toEqual(order)
    }),
    { numRuns: 300 },
  )
})

test('a picture that only the bucket has is not taken for an address', () => {
  const model = { ...WAN, parameters: [{ name: 'image', label: '', type: 'image', group: 'basic', description: '' } as const] }
  const job = jobOf({ model: 'wan22', parameters: { image: 'inputs/demo/1.png' } })
  expect(draftOfJob(model, job).values.image).toBe('')
})

test('of a picture only its beginning is sent to be checked', () => {
  const model = { ...WAN, parameters: [{ name: 'image', label: '', type: 'image', group: 'basic', description: '' } as const] }
  const image = `data:image/png;base64,iVBORw0KGgo${'A'.repeat(100_000)}`
  const draft = { ...freshDraft(model), values: { image } }
  expect(orderOf(model, draft).parameters?.image).toBe(image)
  const sent = String(checkOf(model, draft).parameters?.image)
  expect(sent.length).toBeLessThan(100)
  expect(image.startsWith(sent)).toBe(true)
})

test('a draft comes back as it was kept, and nothing else ever breaks a form', () => {
  fc.assert(
    fc.property(complete, draft => {
      keepDraft('demo', 'wan22', draft)
      const kept = keptDraft('demo', WAN)
      expect(orderOf(WAN, kept)).toEqual(orderOf(WAN, draft))
    }),
    { numRuns: 100 },
  )
  fc.assert(
    fc.property(fc.jsonValue(), anyModel, (kept, model) => {
      const draft = restored(model, kept)
      expect(Object.keys(draft.values)).toEqual(Object.keys(freshDraft(model).values))
      expect(() => orderOf(model, draft)).not.toThrow()
    }),
    { numRuns: 300 },
  )
})

test('the key stays the same for as long as the same order may not have arrived, and never longer', () => {
  const step = fc.record({ body: fc.constantFrom('a', 'b'), end: fc.constantFrom('lost', 'refused', 'taken') })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), steps => {
      let drawn = 0
      const keys = new OrderKeys(() => String(drawn++))
      const used = steps.map(({ body, end }) => {
        const key = keys.keyFor(body)
        if (end === 'taken') keys.taken()
        return key
      })
      for (let at = 1; at < steps.length; at++) {
        const again = steps[at]!.body === steps[at - 1]!.body && steps[at - 1]!.end !== 'taken'
        expect(used[at] === used[at - 1]).toBe(again)
      }
    }),
    { numRuns: 200 },
  )
})
