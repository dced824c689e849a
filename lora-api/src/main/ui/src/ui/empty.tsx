import type { ReactNode } from 'react'
import { cn } from './class-names'

/** Nothing here yet: what it is, in one sentence, and the one thing to do. */
export function Empty({ drawing, title, text, children, className }: { drawing: ReactNode; title: string; text?: string; children?: ReactNode; className?: string }) {
  return (
    <div className={cn('flex flex-col items-center justify-center gap-2 p-8 text-center', className)}>
      <div className="mb-2 text-line-strong [&_svg]:size-14 [&_svg]:stroke-[1.25]" aria-hidden>
        {drawing}
      </div>
      <p className="text-[0.9375rem] font-medium">{title}</p>
      {text && <p className="max-w-sm text-muted">{text}</p>}
      {children && <div className="mt-3 flex flex-wrap justify-center gap-2">{children}</div>}
    </div>
  )
}
