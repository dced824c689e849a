import type { Misfit } from './fit'
import { words } from './words'

export function reasonOf(misfit: Misfit, t: (typeof words)['en']): string {
  return misfit.kind === 'expert' ? t.reasons.expert[misfit.madeFor] : t.reasons[misfit.kind](misfit.madeFor, misfit.takes)
}
