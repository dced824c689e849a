import type { Model, WeightRules } from '@/api/generation'
import type { Lora } from '@/api/lora'
import type { Draft } from '@/generate/draft'
import { slotsOf } from '@/generate/models'

export const FEWEST = 2
export const MOST = 4
/** Short enough to be read out and typed, as in the form. */
const DRAWN_BELOW = 2 ** 32
const SHARES = [0.4, 0.7, 1]

/** What is turned: one LoRA in one place, or both halves of a pair at once. */
export type Dial = { readonly key: string; readonly names: ReadonlyArray<string>; readonly slots: ReadonlyArray<string>; readonly row?: number; readonly weight: number }

/** All that can be turned in a draft; a pair first, because its halves belong together. */
export function dialsOf(model: Model, draft: Draft, loras: ReadonlyArray<Lora>): ReadonlyArray<Dial> {
  const find = (id: unknown) => loras.find(lora => lora.id === id)
  const inSlots = slotsOf(model).flatMap(({ name: slot }): ReadonlyArray<Dial> => {
    const lora = find(draft.values[slot])
    return lora ? [{ key: slot, names: [lora.name], slots: [slot], weight: draft.weights[slot] ?? lora.defaultWeight }] : []
  })
  const rows = draft.more.flatMap(({ id, weight }, row): ReadonlyArray<Dial> => {
    const lora = find(id)
    return lora ? [{ key: `row ${row}`, names: [lora.name], slots: [], row, weight: weight ?? lora.defaultWeight }] : []
  })
  const [one, other] = inSlots
  const pair: ReadonlyArray<Dial> =
    one && other ? [{ key: 'pair', names: [...one.names, ...other.names], slots: [...one.slots, ...other.slots], weight: Math.max(one.weight, other.weight) }] : []
  return [...pair, ...inSlots, ...rows]
}

/** From weak to as strong as it is now, on steps of the slider, and each of them once. */
export function weightsToBegin({ min, max, step }: WeightRules, now: number): ReadonlyArray<number> {
  const strongest = now > min ? now : max
  const steps = SHARES.map(share => Math.round((min + (strongest - min) * share) / step) * step)
  return [...new Set(steps.map(weight => Number(Math.min(max, Math.max(min, weight)).toFixed(3))))]
}

/** A weight that is not there yet: beyond the strongest if there is room, or else in between. */
export function anotherWeight({ min, max, step }: WeightRules, weights: ReadonlyArray<number>): number {
  const wanted = Number(Math.min(max, Math.max(...weights) + 6 * step).toFixed(3))
  if (!weights.includes(wanted)) return wanted
  for (let weight = max; weight >= min; weight = Number((weight - step).toFixed(3))) {
    if (!weights.includes(weight)) return weight
  }
  return min
}

/** The same draft with each of the weights, and with one seed for all of them: else they would differ by more than their weights. */
export function variantsOf(draft: Draft, dial: Dial, weights: ReadonlyArray<number>, seed: Readonly<Record<string, string>>): ReadonlyArray<Draft> {
  return weights.map(weight => ({
    ...draft,
    values: { ...draft.values, ...seed },
    weights: { ...draft.weights, ...Object.fromEntries(dial.slots.map(slot => [slot, weight])) },
    more: draft.more.map((more, row) => (row === dial.row ? { ...more, weight } : more)),
  }))
}

/** The seed that is kept in the draft, or one that is drawn now. */
export function seedFor(model: Model, draft: Draft, random: () => number = Math.random): Readonly<Record<string, string>> {
  const parameter = model.parameters.find(({ type }) => type === 'seed')
  if (!parameter) return {}
  const kept = String(draft.values[parameter.name] ?? '')
  return { [parameter.name]: kept === '' || kept === '-1' ? String(Math.floor(random() * DRAWN_BELOW)) : kept }
}
