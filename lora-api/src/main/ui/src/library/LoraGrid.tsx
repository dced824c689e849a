import { LoaderCircle } from 'lucide-react'
import { useDeferredValue, useEffect, useEffectEvent, useRef } from 'react'
import type { Lora } from '@/api/lora'
import { Button } from '@/ui/button'
import { age, number } from '@/words/format'
import { useLanguage, useWords } from '@/words/language'
import { useNow } from '@/words/now'
import { CardSkeleton } from './CardSkeleton'
import { LoraCard, type CardActions } from './LoraCard'
import { words } from './words'

const columns = 'grid grid-cols-1 gap-3 @xl:grid-cols-2 @4xl:grid-cols-3'

type Props = { loras: ReadonlyArray<Lora>; total: number; hasMore: boolean; loadingMore: boolean; onMore(): void; actions: CardActions; labelledBy: string }

/** Those out of sight cost nothing to lay out and to draw. */
const CARD = '[content-visibility:auto] [contain-intrinsic-size:auto_9rem] pointer-coarse:[contain-intrinsic-size:auto_9.75rem] [overflow-clip-margin:32px]'

/** As many as fill a large screen: they are painted first, and the others right after. */
const FIRST = 12

/** All cards in one row of children: one that moves up stays itself, with its focus and its menu. */
export function LoraGrid({ loras, total, hasMore, loadingMore, onMore, actions, labelledBy }: Props) {
  const t = useWords(words)
  const language = useLanguage()
  const now = useNow(60_000)
  const all = useDeferredValue(true, false)
  return (
    <>
      <div role="list" aria-labelledby={labelledBy} className={columns}>
        {(all ? loras : loras.slice(0, FIRST)).map(lora => (
          <div key={lora.id} role="listitem" className={CARD}>
            <LoraCard lora={lora} age={age(lora.uploadedAt, now, language)} actions={actions} />
          </div>
        ))}
      </div>
      {all && hasMore && (
        <div className="flex flex-col items-center gap-2 py-2">
          <WhenNear key={loras.length} onNear={onMore} />
          <Button aria-disabled={loadingMore} onClick={onMore}>
            {loadingMore && <LoaderCircle className="animate-spin" />}
            {t.more}
          </Button>
          <p className="text-xs text-muted tabular-nums">{t.shown(number(loras.length, language), number(total, language))}</p>
        </div>
      )}
    </>
  )
}

export function GridSkeleton() {
  const t = useWords(words)
  return (
    <div role="status" aria-label={t.loading} className={columns}>
      {Array.from({ length: 6 }, (_, index) => (
        <CardSkeleton key={index} />
      ))}
    </div>
  )
}

function WhenNear({ onNear }: { onNear(): void }) {
  const here = useRef<HTMLSpanElement>(null)
  const near = useEffectEvent(onNear)
  useEffect(() => {
    if (!here.current || !('IntersectionObserver' in globalThis)) return
    const observer = new IntersectionObserver(entries => entries.some(entry => entry.isIntersecting) && near(), { rootMargin: '600px' })
    observer.observe(here.current)
    return () => observer.disconnect()
  }, [])
  return <span ref={here} />
}
