import type { Expert, Job, Model, OnLoraFailure, Parameter } from '@/api/generation'
import { slotsOf } from './models'

/** A LoRA beyond the slots. Without an expert, what is known about the LoRA decides. */
export type MoreLora = { id: string; weight?: number; expert: Expert | '' }

/** An order as it is being written: numbers are still text, because half of a number is none. */
export type Draft = {
  values: Record<string, string | boolean>
  weights: Record<string, number>
  more: MoreLora[]
  onLoraFailure: OnLoraFailure
}

export const ON_LORA_FAILURE: ReadonlyArray<OnLoraFailure> = ['fail', 'drop', 'reduce', 'prompt']
const EXPERTS: ReadonlyArray<unknown> = ['high', 'low', 'both', '']

export function freshDraft(model: Model): Draft {
  const values = Object.fromEntries(model.parameters.map(parameter => [parameter.name, initial(parameter)]))
  return { values, weights: {}, more: [], onLoraFailure: 'fail' }
}

export function isFresh(model: Model, draft: Draft) {
  const fresh = freshDraft(model)
  const same = Object.entries(fresh.values).every(([name, value]) => draft.values[name] === value)
  return same && draft.more.length === 0 && draft.onLoraFailure === 'fail'
}

/** What was kept of a draft, as far as the model still knows it. */
export function restored(model: Model, kept: unknown): Draft {
  const draft = freshDraft(model)
  if (!isRecord(kept)) return draft
  for (const parameter of model.parameters) {
    const value = isRecord(kept.values) ? kept.values[parameter.name] : undefined
    if (typeof value === typeof draft.values[parameter.name]) draft.values[parameter.name] = value as string | boolean
  }
  for (const slot of slotsOf(model)) {
    const weight = isRecord(kept.weights) ? kept.weights[slot.name] : undefined
    if (draft.values[slot.name] && typeof weight === 'number') draft.weights[slot.name] = weight
  }
  if (Array.isArray(kept.more)) draft.more = kept.more.filter(isMoreLora).slice(0, model.loras.most)
  if (ON_LORA_FAILURE.includes(kept.onLoraFailure as OnLoraFailure)) draft.onLoraFailure = kept.onLoraFailure as OnLoraFailure
  return draft
}

/** Everything of a job, its seed included; but for pictures that came with it, which only the bucket has. */
export function draftOfJob(model: Model, job: Job): Draft {
  const draft = freshDraft(model)
  for (const parameter of model.parameters) {
    const value = job.parameters[parameter.name]
    if (value === undefined || (parameter.type === 'image' && !isWebAddress(value))) continue
    draft.values[parameter.name] = typeof value === 'boolean' ? value : String(value)
  }
  const slots = new Set(slotsOf(model).map(slot => slot.name))
  for (const lora of job.loras) {
    if (slots.has(lora.slot)) {
      draft.values[lora.slot] = lora.id
      draft.weights[lora.slot] = lora.weight
    } else {
      draft.more.push({ id: lora.id, weight: lora.weight, expert: lora.expert })
    }
  }
  return { ...draft, onLoraFailure: job.onLoraFailure }
}

/** Whether a job started from a picture that has to be chosen again. */
export function lacksPicture(model: Model, job: Job) {
  return model.parameters.some(({ name, type }) => type === 'image' && job.parameters[name] && !isWebAddress(job.parameters[name]))
}

export function chosenLoras(model: Model, draft: Draft): ReadonlyArray<string> {
  const inSlots = slotsOf(model).map(slot => String(draft.values[slot.name] ?? ''))
  return [...inSlots, ...draft.more.map(more => more.id)].filter(Boolean)
}

function initial(parameter: Parameter): string | boolean {
  if (parameter.type === 'boolean') return parameter.default === true
  if (parameter.type === 'seed') return '-1'
  return String(parameter.default ?? '')
}

function isWebAddress(value: unknown) {
  return typeof value === 'string' && /^https:/i.test(value)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isMoreLora(value: unknown): value is MoreLora {
  return (
    isRecord(value) &&
    typeof value.id === 'string' &&
    EXPERTS.includes(value.expert) &&
    (value.weight === undefined || typeof value.weight === 'number')
  )
}
