import type { Model } from '@/api/generation'
import { restored, type Draft } from './draft'

/** A picture is too large to be kept; it has to be chosen again. */
const LONGEST = 20_000

const place = (workspace: string | undefined, model: string) => `lorikeet.draft.${workspace ?? ''}.${model}`
const lastPlace = (workspace: string | undefined) => `lorikeet.model.${workspace ?? ''}`

export function keptDraft(workspace: string | undefined, model: Model): Draft {
  try {
    return restored(model, JSON.parse(localStorage.getItem(place(workspace, model.id)) ?? 'null'))
  } catch {
    return restored(model, undefined)
  }
}

export function keepDraft(workspace: string | undefined, model: string, draft: Draft) {
  const kept = Object.entries(draft.values).filter(([, value]) => typeof value !== 'string' || value.length <= LONGEST)
  store(place(workspace, model), JSON.stringify({ ...draft, values: Object.fromEntries(kept) }))
}

export function forgetDraft(workspace: string | undefined, model: string) {
  localStorage.removeItem(place(workspace, model))
}

export function lastModel(workspace: string | undefined) {
  return localStorage.getItem(lastPlace(workspace))
}

export function keepModel(workspace: string | undefined, model: string) {
  store(lastPlace(workspace), model)
}

function store(key: string, value: string) {
  try {
    localStorage.setItem(key, value)
  } catch {
    // A full storage keeps nothing; what is on the page stays there.
  }
}
