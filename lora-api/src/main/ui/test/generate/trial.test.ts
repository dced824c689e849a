import fc from 'fast-check'
import type { Model } from '@/api/generation'
import { faultsOf } from '@/generate/faults'
import { chosenRows, numberOf } from '@/generate/order'
import { modelFor, trialDraft } from '@/generate/trial'
import { facts } from '../library/loras'
import { anyModel, lora, PICTURE_BYTES, WAN } from './models'

const high = lora('h', { name: 'rain_high_noise', expert: 'high', defaultWeight: 0.8, triggerWords: ['r4in', 'wet'] })
const low = lora('l', { name: 'rain_low_noise', expert: 'low', triggerWords: ['wet', 'drops'] })

test('a LoRA is tried in its slot, with its other half, its words and its weight', () => {
  const draft = trialDraft(WAN, high, low)
  expect(draft.values).toMatchObject({ lora_high: 'h', lora_low: 'l', prompt: 'r4in, wet, drops' })
  expect(draft.weights).toEqual({ lora_high: 0.8, lora_low: 1 })
  expect(trialDraft(WAN, low, undefined).values).toMatchObject({ lora_high: '', lora_low: 'l' })
})

test('what serves both networks goes to both', () => {
  expect(trialDraft(WAN, lora('b', { expert: 'both' }), undefined).values).toMatchObject({ lora_high: 'b', lora_low: 'b' })
})

test('it is small and fast, in the shape of the model', () => {
  const { width, height, frames, steps, high_steps } = trialDraft(WAN, high, low).values
  expect([width, height, frames, steps, high_steps]).toEqual(['464', '272', '33', '12', '6'])
})

test('whatever the model, nothing is wrong with what is tried but a prompt that nobody knows', () => {
  fc.assert(
    fc.property(anyModel, fc.constantFrom('high', 'low', 'both', 'unknown'), fc.double({ min: 0, max: 2, noNaN: true }), (model, expert, defaultWeight) => {
      const draft = trialDraft(model, lora('x', { expert, defaultWeight }), undefined)
      expect(faultsOf(model, draft, PICTURE_BYTES).filter(({ what }) => what !== 'required' && what !== 'tooManyLoras')).toEqual([])
      expect(Object.values(draft.values).includes('x') || chosenRows(draft.more).length === 1).toBe(true)
    }),
    { numRuns: 200 },
  )
})

test('no more than the model does by itself', () => {
  const quick: Model = { ...WAN, parameters: WAN.parameters.map(one => (one.name === 'steps' ? { ...one, default: 4 } : one)) }
  expect(numberOf(trialDraft(quick, high, low).values.steps)).toBe(4)
})

test('the model is one that takes it: the open one, or the first that was named for it', () => {
  const other: Model = { ...WAN, id: 'other', checkpoint: 'i2v-A14B' }
  const flux: Model = { ...WAN, id: 'flux', checkpoint: 'flux-krea', compatibility: { family: 'flux', versions: [], variants: [], tasks: [] } }
  const made = lora('x', { facts: facts({ variant: 'a14b' }), compatibleModels: ['t2v-A14B', 'i2v-A14B'] })
  expect(modelFor(made, [flux, WAN, other], other)?.id).toBe('other')
  expect(modelFor(made, [flux, WAN, other], flux)?.id).toBe('wan22')
  expect(modelFor(made, [flux], flux)).toBeUndefined()
  expect(modelFor({ ...made, compatibleModels: [] }, [flux, WAN], undefined)?.id).toBe('wan22')
})
