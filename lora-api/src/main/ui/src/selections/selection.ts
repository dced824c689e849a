import type { Expert, Model } from '@/api/generation'
import type { Lora } from '@/api/lora'
import type { Draft, MoreLora } from '@/generate/draft'
import { slotsOf } from '@/generate/models'

/** LoRAs by what is in them, so that it does not matter what anybody calls them. The name is for those who lack one. */
export type Chosen = {
  /** A slot of the model; nothing for those beyond. */
  readonly slot: string
  readonly sha256: string
  readonly weight: number
  readonly expert: MoreLora['expert']
  readonly name: string
}

export type Selection = { readonly model: string; readonly loras: ReadonlyArray<Chosen> }

/** What is chosen in a draft. What has no digest yet is named and left out. */
export function selectionOf(model: Model, draft: Draft, loras: ReadonlyArray<Lora>): { selection: Selection; without: ReadonlyArray<string> } {
  const places = [
    ...slotsOf(model).map(({ name }) => ({ slot: name, id: String(draft.values[name] ?? ''), weight: draft.weights[name], expert: '' as const })),
    ...draft.more.map(({ id, weight, expert }) => ({ slot: '', id, weight, expert })),
  ]
  const chosen = places.flatMap(place => {
    const lora = loras.find(lora => lora.id === place.id)
    return lora ? [{ ...place, lora }] : []
  })
  return {
    selection: {
      model: model.id,
      loras: chosen.flatMap(({ slot, weight, expert, lora }) =>
        lora.sha256 ? [{ slot, sha256: lora.sha256, weight: weight ?? lora.defaultWeight, expert, name: lora.name }] : [],
      ),
    },
    without: chosen.filter(({ lora }) => !lora.sha256).map(({ lora }) => lora.name),
  }
}

/** The draft with these LoRAs and no others, as far as they are here; and the names of those that are not. */
export function withSelection(model: Model, draft: Draft, { loras: wanted }: Selection, loras: ReadonlyArray<Lora>): { draft: Draft; missing: ReadonlyArray<string> } {
  const slots = new Set(slotsOf(model).map(({ name }) => name))
  const empty = Object.fromEntries([...slots].map(name => [name, '']))
  const next: Draft = { ...draft, values: { ...draft.values, ...empty }, weights: {}, more: [] }
  const missing: string[] = []
  for (const { slot, sha256, weight, expert, name } of wanted) {
    const lora = hereOf(sha256, loras)
    if (!lora) missing.push(name || sha256.slice(0, 12))
    else if (slots.has(slot)) {
      next.values[slot] = lora.id
      next.weights[slot] = weight
    } else if (next.more.length < model.loras.most) next.more.push({ id: lora.id, weight, expert })
  }
  return { draft: next, missing }
}

/** The LoRA with this content, whatever it is called here. */
export function hereOf(sha256: string, loras: ReadonlyArray<Lora>): Lora | undefined {
  return loras.find(lora => lora.sha256 === sha256)
}

const START = '#/with/'
const LORA = /^([^=]*)=([0-9a-f]{64})\*(\d+(?:\.\d+)?)(?:\*(high|low|both))?(?:~(.*))?$/

/** The part of an address that hands a selection on: it says everything itself, and opens nothing to anybody. */
export function linkOf({ model, loras }: Selection): string {
  const steps = loras.map(
    ({ slot, sha256, weight, expert, name }) => `${encodeURIComponent(slot)}=${sha256}*${weight}${expert && `*${expert}`}~${encodeURIComponent(name)}`,
  )
  return START + [encodeURIComponent(model), ...steps].join('/')
}

export function isLink(hash: string) {
  return hash.startsWith(START)
}

export function selectionIn(hash: string): Selection | undefined {
  if (!isLink(hash)) return undefined
  try {
    const [model = '', ...steps] = hash.slice(START.length).split('/')
    const loras = steps.map(step => chosenIn(step))
    return model && loras.length > 0 && loras.every(lora => lora !== undefined) ? { model: decodeURIComponent(model), loras } : undefined
  } catch {
    // Half of an escaped letter, from a link that was cut.
    return undefined
  }
}

function chosenIn(step: string): Chosen | undefined {
  const found = LORA.exec(step)
  if (!found) return undefined
  const [, slot = '', sha256 = '', weight, expert, name = ''] = found
  return { slot: decodeURIComponent(slot), sha256, weight: Number(weight), expert: (expert ?? '') as Expert | '', name: decodeURIComponent(name) }
}
