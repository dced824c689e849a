import type { Expert, Model } from '@/api/generation'
import type { Lora } from '@/api/lora'
import { expertOf } from '@/library/titles'
import { misfit, type Misfit } from './fit'

export type Choice = { readonly lora: Lora; readonly misfit: Misfit | undefined }
export type Choices = { readonly recent: ReadonlyArray<Choice>; readonly all: ReadonlyArray<Choice> }

const RECENT = 4

/** A slot holds an id, or the path that older forms knew. */
export function found(value: string, loras: ReadonlyArray<Lora>): Lora | undefined {
  return value === '' ? undefined : loras.find(lora => lora.id === value || lora.s3Path === value)
}

/** What can be used comes first, what was used last above it; nothing is left out. */
export function choicesOf(loras: ReadonlyArray<Lora>, query: string, model: Model | undefined, expert: Expert | undefined): Choices {
  const wanted = wordsOf(query)
  const fitting = ordered(
    loras.filter(lora => matches(lora, wanted)).map(lora => ({ lora, misfit: misfit(lora, model, expert) })),
    expert,
  )
  if (wanted.length > 0) return { recent: [], all: fitting }
  const recent = fitting
    .filter(choice => choice.lora.lastUsed !== undefined && !choice.misfit)
    .toSorted((a, b) => Date.parse(b.lora.lastUsed ?? '') - Date.parse(a.lora.lastUsed ?? ''))
    .slice(0, RECENT)
  return { recent, all: fitting.filter(choice => !recent.includes(choice)) }
}

function ordered(choices: ReadonlyArray<Choice>, expert: Expert | undefined) {
  const names = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })
  const rank = ({ lora, misfit }: Choice) => (misfit ? 2 : expert !== undefined && expertOf(lora) === expert ? 0 : 1)
  return choices.toSorted((a, b) => rank(a) - rank(b) || names.compare(a.lora.name, b.lora.name))
}

function matches(lora: Lora, wanted: ReadonlyArray<string>) {
  if (wanted.length === 0) return true
  const text = [lora.name, lora.fileName, ...lora.tags, ...lora.triggerWords].join('\n').normalize('NFC').toLowerCase()
  return wanted.every(word => text.includes(word))
}

function wordsOf(query: string) {
  return query.normalize('NFC').toLowerCase().split(/\s+/).filter(Boolean)
}
