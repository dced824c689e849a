import type { ReactNode } from 'react'
import { Mark } from './mark'

/** The whole page, while there is nothing else to show. */
export function Splash({ title, text, busy = false, children }: { title: string; text?: string; busy?: boolean; children?: ReactNode }) {
  return (
    <main className="grid min-h-dvh place-items-center p-6">
      <div className="flex max-w-sm flex-col items-center gap-3 text-center" role={busy ? 'status' : undefined}>
        <Mark className={busy ? 'size-10 animate-pulse' : 'size-10'} />
        <h1 className="text-base font-semibold">{title}</h1>
        {text && <p className="text-balance text-muted">{text}</p>}
        {children}
      </div>
    </main>
  )
}
