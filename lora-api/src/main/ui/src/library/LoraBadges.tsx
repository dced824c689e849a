import { CircleAlert, LoaderCircle } from 'lucide-react'
import type { Lora } from '@/api/lora'
import { Badge } from '@/ui/badge'
import { useWords } from '@/words/language'
import { EXPERT_TONES, expertOf, modelName, rankOf } from './titles'
import { words } from './words'

/** What one decides by: where it belongs, and whether it can be used. */
export function LoraBadges({ lora }: { lora: Lora }) {
  const t = useWords(words)
  const expert = expertOf(lora)
  const model = modelName(lora.facts?.baseModel)
  const rank = rankOf(lora)
  return (
    <>
      <StateBadge lora={lora} />
      {expert !== 'unknown' && <Badge tone={EXPERT_TONES[expert]}>{t.experts[expert]}</Badge>}
      {lora.facts && <Badge>{model ?? t.unknownModel}</Badge>}
      {rank && <Badge>{t.rank(rank)}</Badge>}
    </>
  )
}

function StateBadge({ lora }: { lora: Lora }) {
  const t = useWords(words)
  if (lora.status === 'ready') return null
  const lost = lora.status === 'missing' || lora.status === 'rejected'
  return (
    <Badge tone={lost ? 'danger' : 'info'}>
      {lost ? <CircleAlert aria-hidden /> : <LoaderCircle aria-hidden className="animate-spin" />}
      {t.states[lora.status]}
    </Badge>
  )
}
