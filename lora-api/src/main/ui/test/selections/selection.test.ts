import fc from 'fast-check'
import type { Lora } from '@/api/lora'
import { freshDraft, type Draft } from '@/generate/draft'
import { slotsOf } from '@/generate/models'
import { linkOf, selectionIn, selectionOf, withSelection, type Selection } from '@/selections/selection'
import { anyModel, lora, WAN } from '../generate/models'

const digest = (seed: number) => seed.toString(16).padStart(64, '0')
const expert = fc.constantFrom('' as const, 'high' as const, 'low' as const, 'both' as const)
const weight = fc.integer({ min: 0, max: 40 }).map(steps => Math.round(steps * 5) / 100)

const anySelection: fc.Arbitrary<Selection> = fc.record({
  model: fc.string({ minLength: 1, unit: 'grapheme' }),
  loras: fc.array(fc.record({ slot: fc.constantFrom('', 'lora_high', 'lora low/=~*'), sha256: fc.nat().map(digest), weight, expert, name: fc.string({ unit: 'grapheme' }) }), { minLength: 1, maxLength: 5 }),
})

test('whatever is selected, its link says it all', () => {
  fc.assert(
    fc.property(anySelection, selection => {
      const link = linkOf(selection)
      expect(selectionIn(link)).toEqual(selection)
      // As an address it comes through a browser unchanged.
      expect(new URL(link, 'https://lorikeet.example').hash).toBe(link)
    }),
    { numRuns: 300 },
  )
})

test('a link that was cut or made up is no selection', () => {
  const whole = linkOf({ model: 'wan22', loras: [{ slot: 'lora_high', sha256: digest(7), weight: 0.8, expert: '', name: '비' }] })
  for (const link of ['', '#/', '#/with/', '#/with/wan22', '#/videos/with', whole.slice(0, 60), whole.slice(0, -1), '#/with/wan22/lora_high=abc*1']) {
    expect(selectionIn(link), link).toBeUndefined()
  }
})

const draftWith = (model: typeof WAN) =>
  fc.record({ inSlots: fc.array(fc.nat(5), { maxLength: slotsOf(model).length }), more: fc.array(fc.record({ at: fc.nat(5), weight, expert }), { maxLength: 3 }), weights: fc.array(weight, { minLength: 8, maxLength: 8 }) })

test('a selection that is handed on comes back as it was, whatever its LoRAs are called and numbered there', () => {
  const here = [0, 1, 2, 3, 4, 5].map(at => lora(`here-${at}`, { sha256: digest(at) }))
  const there: ReadonlyArray<Lora> = here.toReversed().map((one, at) => lora(`there-${at}`, { sha256: one.sha256 ?? '', name: `renamed ${at}` }))
  fc.assert(
    fc.property(
      anyModel.map(model => ({ ...model, loras: { ...model.loras, most: 20 } })).chain(model => fc.tuple(fc.constant(model), draftWith(model))),
      ([model, { inSlots, more, weights }]) => {
        const draft: Draft = { ...freshDraft(model), more: more.map(({ at, ...rest }) => ({ id: `here-${at}`, ...rest })) }
        inSlots.forEach((at, index) => {
          const slot = slotsOf(model)[index]?.name ?? ''
          draft.values[slot] = `here-${at}`
          draft.weights[slot] = weights[index] ?? 1
        })
        const link = linkOf(selectionOf(model, draft, here).selection)
        const handed = selectionIn(link)
        expect(handed === undefined).toBe(inSlots.length + more.length === 0)
        if (!handed) return
        const arrived = withSelection(model, freshDraft(model), handed, there)
        expect(arrived.missing).toEqual([])
        const back = withSelection(model, arrived.draft, selectionOf(model, arrived.draft, there).selection, here)
        expect(back.draft).toEqual(draft)
      },
    ),
    { numRuns: 200 },
  )
})

test('what is missing is named, and the rest is there', () => {
  const selection: Selection = {
    model: 'wan22',
    loras: [
      { slot: 'lora_high', sha256: digest(1), weight: 0.8, expert: '', name: 'rain' },
      { slot: 'lora_low', sha256: digest(2), weight: 1, expert: '', name: 'snow' },
    ],
  }
  const { draft, missing } = withSelection(WAN, { ...freshDraft(WAN), weights: { lora_low: 2 } }, selection, [lora('x', { sha256: digest(1) })])
  expect(missing).toEqual(['snow'])
  expect(draft.values).toMatchObject({ lora_high: 'x', lora_low: '' })
  expect(draft.weights).toEqual({ lora_high: 0.8 })
})

test('what has no digest yet cannot be kept, and is named', () => {
  const draft = { ...freshDraft(WAN), values: { lora_high: 'a', lora_low: 'b' } }
  const { selection, without } = selectionOf(WAN, draft, [lora('a', { sha256: digest(1) }), lora('b', { name: 'fresh' })])
  expect(selection.loras.map(({ slot }) => slot)).toEqual(['lora_high'])
  expect(without).toEqual(['fresh'])
})
