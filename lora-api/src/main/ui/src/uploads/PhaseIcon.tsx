import { ArrowUp, CircleAlert, CircleCheck, CirclePause, CircleSlash, Clock, Files, FileUp, LoaderCircle, ShieldCheck, type LucideIcon } from 'lucide-react'
import { cn } from '@/ui/class-names'
import type { Phase, Upload } from './engine/upload'

const ICONS: Readonly<Record<Phase, readonly [LucideIcon, string]>> = {
  checking: [LoaderCircle, 'animate-spin text-muted'],
  comparing: [LoaderCircle, 'animate-spin text-muted'],
  there: [Files, 'text-accent-ink'],
  refused: [CircleAlert, 'text-danger-ink'],
  interrupted: [FileUp, 'text-warn-ink'],
  waiting: [Clock, 'text-muted'],
  uploading: [ArrowUp, 'text-accent-ink'],
  finishing: [LoaderCircle, 'animate-spin text-accent-ink'],
  verifying: [ShieldCheck, 'animate-pulse text-accent-ink'],
  ready: [CircleCheck, 'text-accent-ink'],
  rejected: [CircleAlert, 'text-danger-ink'],
  failed: [CircleAlert, 'text-danger-ink'],
  cancelled: [CircleSlash, 'text-muted'],
}

/** Says nothing that the words beside it do not say. */
export function PhaseIcon({ upload: { phase, paused } }: { upload: Upload }) {
  const [Icon, look] = paused ? ([CirclePause, 'text-muted'] as const) : ICONS[phase]
  return <Icon aria-hidden className={cn('mt-0.5 size-5 shrink-0', look)} />
}
