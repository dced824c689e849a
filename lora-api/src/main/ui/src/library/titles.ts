import type { BaseModel, Expert, Lora } from '@/api/lora'

const UPPER = new Set(['wan', 'flux', 'sdxl', 'sd', 'ltx', 'a14b', '5b', '1.3b', '14b'])

function word(part: string) {
  return UPPER.has(part.toLowerCase()) ? part.toUpperCase() : part.charAt(0).toUpperCase() + part.slice(1)
}

export function familyName(family: string) {
  return word(family)
}

export function sizeOfModel(variant: string) {
  return word(variant)
}

/** "WAN 2.2 A14B"; nothing where nobody knows. */
export function modelName(model: BaseModel | undefined): string | undefined {
  if (!model || model.family === 'unknown') return undefined
  return [word(model.family), model.version, model.variant && word(model.variant)].filter(Boolean).join(' ')
}

export function rankOf(lora: Lora): string | undefined {
  const ranks = lora.facts?.adapter.ranks
  if (!ranks) return undefined
  return ranks.lowest === ranks.highest ? String(ranks.usual) : `${ranks.lowest}–${ranks.highest}`
}

/** What its owner said, else what the file tells. */
export function expertOf(lora: Lora): Expert {
  return lora.expert ?? lora.facts?.expert.expert ?? 'unknown'
}

/** The colour of each half of a pair, wherever it is named. */
export const EXPERT_TONES = { high: 'accent', low: 'info', both: 'plain', unknown: 'plain' } as const
