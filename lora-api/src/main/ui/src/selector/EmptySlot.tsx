import { Plus } from 'lucide-react'
import { Button } from '@/ui/button'
import { cn } from '@/ui/class-names'
import { useWords } from '@/words/language'
import type { CardProps } from './SelectedCard'
import { words } from './words'

/** Nothing is chosen, which is fine. */
export function EmptySlot({ label, opener, expanded, invalid, describedBy, onOpen, onOpenerKey, onManage }: Omit<CardProps, 'onClear'>) {
  const t = useWords(words)
  return (
    <div className={cn('flex flex-wrap items-center justify-end gap-1 rounded-lg border border-dashed p-1.5', invalid ? 'border-danger' : 'border-line-strong')}>
      <Button
        ref={opener}
        look="quiet"
        className="flex-1 justify-start px-2.5 text-ink"
        aria-haspopup="dialog"
        aria-expanded={expanded}
        aria-label={t.selectFor(label)}
        aria-describedby={describedBy}
        onClick={onOpen}
        onKeyDown={onOpenerKey}
      >
        <Plus />
        {t.select}
      </Button>
      <Button look="quiet" size="small" className="px-2.5" aria-label={t.manageLong} onClick={onManage}>
        {t.manage}
      </Button>
    </div>
  )
}
