import type { CheckAnswer, CheckRequest, FieldError, LoraVerdict, Model, OrderRequest } from '@/api/generation'
import type { Say } from '@/words/said'
import type { MoreLora } from './draft'
import { chosenRows } from './order'

/** What a service said about an order, sorted to where it belongs. */
export type Said = {
  /** By the name of the parameter; what is said of a slot's weight is with the slot. */
  readonly parameters: ReadonlyMap<string, string>
  /** By the row of a LoRA beyond the slots. */
  readonly rows: ReadonlyMap<number, string>
  readonly elsewhere: ReadonlyArray<string>
}

export const NOTHING_SAID: Said = { parameters: new Map(), rows: new Map(), elsewhere: [] }

type Body = CheckRequest | OrderRequest

export function sorted(errors: ReadonlyArray<FieldError>, labels: ReadonlyMap<string, string>, more: ReadonlyArray<MoreLora>, say: Say): Said {
  const rows = chosenRows(more).map(row => more.indexOf(row))
  const said = { parameters: new Map<string, string>(), rows: new Map<number, string>(), elsewhere: new Array<string>() }
  for (const { pointer, message } of errors) {
    const [place, name = ''] = stepsOf(pointer)
    const row = place === 'loras' && name !== '' ? rows[Number(name)] : undefined
    const label = labels.get(name)
    if ((place === 'parameters' || place === 'weights') && label !== undefined) add(said.parameters, name, sentence(label, message, say))
    else if (row !== undefined) add(said.rows, row, sentence('', message, say))
    else said.elsewhere.push(sentence(stepsOf(pointer).at(-1) ?? '', message, say))
  }
  return said
}

/** An answer may be about a draft that is no more: what has changed since is nobody's fault yet. */
export function stillTrue(answer: CheckAnswer, checked: Body, now: Body): ReadonlyArray<FieldError> {
  return answer.errors.filter(({ pointer }) => same(at(checked, pointer), at(now, pointer)))
}

/** What there is to say about the LoRA in a place, if it is still the one that was looked at. */
export function verdictOf(answer: CheckAnswer | undefined, slot: string, id: string, index = 0): LoraVerdict | undefined {
  const verdict = answer?.loras.filter(verdict => verdict.slot === slot)[index]
  return verdict?.id === id ? verdict : undefined
}

/** What may disappoint: in general, and of each LoRA. What the form says at the field itself is not said twice. */
export function warningsOf(answer: CheckAnswer, model: Model) {
  const elsewhere = new Set([
    ...model.parameters.map(parameter => parameter.warning),
    ...answer.loras.flatMap(lora => lora.warnings.map(warning => `${lora.name}: ${warning}`)),
  ])
  return {
    general: answer.compatibilityWarnings.filter(warning => !elsewhere.has(warning)),
    ofLoras: answer.loras.filter(lora => lora.warnings.length > 0),
  }
}

function stepsOf(pointer: string): ReadonlyArray<string> {
  return pointer.split('/').slice(1).map(step => step.replaceAll('~1', '/').replaceAll('~0', '~'))
}

function at(body: unknown, pointer: string): unknown {
  return stepsOf(pointer).reduce<unknown>((value, step) => (value as Record<string, unknown> | null | undefined)?.[step], body)
}

function same(one: unknown, other: unknown) {
  return JSON.stringify(one) === JSON.stringify(other)
}

function add<K>(map: Map<K, string>, key: K, message: string) {
  const before = map.get(key)
  map.set(key, before && before !== message ? `${before} ${message}` : message)
}

/** Services say "must be from 1 to 5" of a field, and whole sentences of a LoRA. */
function sentence(label: string, message: string, say: Say) {
  const said = say(message)
  const isFragment = /^\p{Ll}/u.test(message) && label !== ''
  if (said !== message) return isFragment ? `${label}: ${said}` : said
  const whole = isFragment ? `${label} ${message}` : message
  return /[.!?]$/.test(whole) ? whole : `${whole}.`
}
