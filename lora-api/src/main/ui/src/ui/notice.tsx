import { CircleAlert, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from './class-names'

const TONES = {
  danger: { icon: CircleAlert, look: 'bg-danger-soft text-danger-ink' },
  warn: { icon: TriangleAlert, look: 'bg-warn-soft text-warn-ink' },
  info: { icon: Info, look: 'bg-info-soft text-info-ink' },
} as const

type Props = { tone: keyof typeof TONES; children: ReactNode; action?: ReactNode; className?: string; role?: 'alert' | 'status' }

/** A sentence that stays until it is no longer true, with the way out beside it. */
export function Notice({ tone, children, action, className, role }: Props) {
  const { icon: Icon, look } = TONES[tone]
  return (
    <div role={role} className={cn('flex flex-wrap items-start gap-x-3 gap-y-2 rounded-md px-3 py-2.5 text-[0.8125rem]', look, className)}>
      <Icon className="mt-0.5 size-4 shrink-0" aria-hidden />
      <div className="min-w-40 flex-1">{children}</div>
      {action}
    </div>
  )
}
