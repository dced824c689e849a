import { Link2 } from 'lucide-react'
import { EXPERT_TONES } from '@/library/titles'
import { Badge } from '@/ui/badge'
import { useWords } from '@/words/language'
import type { FileFacts } from './facts/facts'
import { words } from './words'

const MOST_WORDS = 6

/** What the file itself says, before anybody else has looked into it. */
export function FactBadges({ facts: { model, rank, expert, triggerWords }, isPaired }: { facts: FileFacts; isPaired: boolean }) {
  const t = useWords(words)
  if (!model && !rank && !expert && !isPaired && triggerWords.length === 0) return null
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      {model && <Badge>{model}</Badge>}
      {rank !== undefined && <Badge className="tabular-nums">{t.rank(rank)}</Badge>}
      {expert && <Badge tone={EXPERT_TONES[expert]}>{t.experts[expert]}</Badge>}
      {isPaired && (
        <Badge tone="accent">
          <Link2 aria-hidden />
          {t.pair}
        </Badge>
      )}
      {triggerWords.length > 0 && (
        <p className="min-w-0 flex-1 basis-48 truncate text-xs text-muted">
          {t.triggerWords}: {triggerWords.slice(0, MOST_WORDS).join(', ')}
        </p>
      )}
    </div>
  )
}
