import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { useWords } from '@/words/language'
import { words } from './words'

type Props = { open: boolean; onOpenChange(open: boolean): void; children: ReactNode }

/** The browser's own, so that searching the page finds what is in it. */
export function Advanced({ open, onOpenChange, children }: Props) {
  const t = useWords(words)
  return (
    <details open={open} onToggle={event => onOpenChange(event.currentTarget.open)} className="group -mx-4 border-t border-line px-4 pt-2">
      <summary className="-mx-2 flex h-9 cursor-pointer list-none items-center gap-2 rounded-md px-2 text-[0.8125rem] font-semibold hover:bg-sunken pointer-coarse:h-11 [&::-webkit-details-marker]:hidden">
        <ChevronRight className="size-4 text-muted transition-transform duration-150 group-open:rotate-90" aria-hidden />
        {t.advanced}
      </summary>
      <div className="grid grid-cols-1 gap-4 pt-3">{children}</div>
    </details>
  )
}
