import type { Expert, Model } from '@/api/generation'
import type { Lora } from '@/api/lora'
import { expertOf, familyName, sizeOfModel } from '@/library/titles'

/** Why a LoRA cannot be used here. */
export type Misfit =
  | { readonly kind: 'family' | 'variant'; readonly madeFor: string; readonly takes: string }
  | { readonly kind: 'expert'; readonly madeFor: 'high' | 'low' }

/** The same rules as the server's: what shapes rule out is refused, what nobody knows is left to people. */
export function misfit(lora: Lora, model: Model | undefined, slot: Expert | undefined): Misfit | undefined {
  return model && (target(lora, model) ?? (model.experts === 'two' ? expert(lora, slot) : undefined))
}

function target(lora: Lora, { compatibility }: Model): Misfit | undefined {
  const made = lora.facts?.baseModel
  if (!made || made.family === 'unknown') return undefined
  if (made.family !== compatibility.family) {
    return { kind: 'family', madeFor: familyName(made.family), takes: familyName(compatibility.family) }
  }
  if (!made.variant || compatibility.variants.length === 0 || compatibility.variants.includes(made.variant)) return undefined
  return { kind: 'variant', madeFor: sizeOfModel(made.variant), takes: compatibility.variants.map(sizeOfModel).join(' / ') }
}

function expert(lora: Lora, slot: Expert | undefined): Misfit | undefined {
  const made = expertOf(lora)
  if (slot === undefined || made === 'both' || made === 'unknown' || made === slot) return undefined
  return { kind: 'expert', madeFor: made }
}
