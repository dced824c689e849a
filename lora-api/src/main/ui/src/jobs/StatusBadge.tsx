import type { Status } from '@/api/generation'
import { Badge } from '@/ui/badge'
import { useWords } from '@/words/language'
import { words } from './words'

const TONES = {
  queued: 'plain',
  submitting: 'info',
  running: 'info',
  cancelling: 'warn',
  succeeded: 'accent',
  failed: 'danger',
  cancelled: 'plain',
} as const

export function StatusBadge({ status }: { status: Status }) {
  const t = useWords(words)
  return <Badge tone={TONES[status]}>{t.statuses[status]}</Badge>
}
