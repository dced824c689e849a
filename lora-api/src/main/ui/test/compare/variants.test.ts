import fc from 'fast-check'
import { totalOf } from '@/compare/useVariants'
import { anotherWeight, dialsOf, MOST, seedFor, variantsOf, weightsToBegin } from '@/compare/variants'
import { freshDraft } from '@/generate/draft'
import { orderOf } from '@/generate/order'
import { lora, WAN } from '../generate/models'

const draft = () => ({ ...freshDraft(WAN), values: { ...freshDraft(WAN).values, prompt: 'A harbour', lora_high: 'high', lora_low: 'low' } })
const loras = [lora('high', { defaultWeight: 0.8 }), lora('low')]
const rules = fc
  .record({ min: fc.constantFrom(0, -2), max: fc.constantFrom(1, 2, 10), step: fc.constantFrom(0.05, 0.1), strong: fc.constant(1.5), default: fc.constant(1) })

test('what is offered is in bounds, and no weight is offered twice', () => {
  fc.assert(
    fc.property(rules, fc.double({ min: 0, max: 1, noNaN: true }), (rules, share) => {
      let weights = [...weightsToBegin(rules, rules.min + (rules.max - rules.min) * share)]
      while (weights.length < MOST) weights = [...weights, anotherWeight(rules, weights)]
      expect(new Set(weights).size).toBe(weights.length)
      for (const weight of weights) {
        expect(weight).toBeGreaterThanOrEqual(rules.min)
        expect(weight).toBeLessThanOrEqual(rules.max)
      }
    }),
    { numRuns: 200 },
  )
})

test('the orders differ in the weight and in nothing else, and have one seed', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.constantFrom(0, 0.4, 0.8, 1.2, 2), { minLength: 2, maxLength: 4 }), fc.constantFrom(0, 1, 2), fc.double({ min: 0, max: 0.999, noNaN: true }), (weights, which, drawn) => {
      const dial = dialsOf(WAN, draft(), loras)[which]!
      const orders = variantsOf(draft(), dial, weights, seedFor(WAN, draft(), () => drawn)).map(variant => orderOf(WAN, variant))
      expect(new Set(orders.map(order => JSON.stringify(order.parameters))).size).toBe(1)
      expect(orders[0]!.parameters!.seed).toBeGreaterThanOrEqual(0)
      orders.forEach((order, index) => {
        for (const slot of ['lora_high', 'lora_low']) expect(order.weights?.[slot]).toBe(dial.slots.includes(slot) ? weights[index] : undefined)
      })
    }),
    { numRuns: 100 },
  )
})

test('both halves of a pair are turned together, or one of them, or a further LoRA', () => {
  const more = { ...draft(), more: [{ id: 'high', expert: '' as const, weight: 0.3 }] }
  expect(dialsOf(WAN, more, loras)).toMatchObject([
    { slots: ['lora_high', 'lora_low'], weight: 1 },
    { slots: ['lora_high'], weight: 0.8 },
    { slots: ['lora_low'], weight: 1 },
    { slots: [], row: 0, weight: 0.3 },
  ])
  expect(variantsOf(more, dialsOf(WAN, more, loras)[3]!, [0.5, 1], {}).map(({ more }) => more[0]!.weight)).toEqual([0.5, 1])
})

test('a seed that is kept stays', () => {
  expect(seedFor(WAN, { ...draft(), values: { ...draft().values, seed: '42' } })).toEqual({ seed: '42' })
})

test('the whole is the sum of its parts, and not told while a part of it is unknown', () => {
  const answer = { success: true as const, ok: true, totalMemoryImpact: { bytes: 0, level: 'none' as const, unknown: 0 }, estimatedLoadTime: 0, compatibilityWarnings: [], loras: [], errors: [] }
  const expected = { seconds: 90, videos: 3, cost: { amount: 0.05, currency: 'USD' } }
  expect(totalOf([{ ...answer, expected }, { ...answer, expected }])).toMatchObject({ known: true, possible: true, seconds: 180, cost: { amount: 0.1 } })
  expect(totalOf([{ ...answer, expected }, answer])).toMatchObject({ known: true, seconds: undefined, cost: undefined })
  expect(totalOf([{ ...answer, expected }, undefined])).toMatchObject({ known: false })
  expect(totalOf([{ ...answer, ok: false }])).toMatchObject({ possible: false })
})
