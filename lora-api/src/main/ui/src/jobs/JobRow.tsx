import { RotateCw, X } from 'lucide-react'
import { memo } from 'react'
import { useClient } from '@/access/SignIn'
import { mayWrite } from '@/access/session'
import type { Job } from '@/api/generation'
import { Button } from '@/ui/button'
import { cn } from '@/ui/class-names'
import { Progress } from '@/ui/progress'
import { Tooltip } from '@/ui/tooltip'
import { useWords } from '@/words/language'
import { Age, Elapsed } from './Elapsed'
import { hasEnded } from './known'
import { ModelName } from './names'
import { promptOf, stepOf } from './steps'
import { Thumbnail } from './Thumbnail'
import { useAgain, useCancel } from './useActions'
import { words } from './words'

type Props = { job: Job; selected: boolean; onSelect(job: string): void }

/** Drawn again only if there is something new about its job. */
export const JobRow = memo(function JobRow({ job, selected, onSelect }: Props) {
  const t = useWords(words)
  return (
    <li
      className={cn(
        'relative flex flex-wrap items-center justify-end gap-3 rounded-md p-2 transition-colors duration-150',
        selected ? 'bg-accent-soft' : 'hover:bg-sunken',
      )}
    >
      <Thumbnail job={job} className="h-12 w-16 shrink-0" />
      <div className="grid min-w-0 flex-1 basis-28 grid-cols-1">
        <button
          type="button"
          aria-current={selected || undefined}
          onClick={() => onSelect(job.id)}
          className="line-clamp-2 min-h-6 min-w-0 text-left wrap-anywhere text-[0.8125rem] font-medium after:absolute after:inset-0 after:rounded-md focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-accent"
        >
          {promptOf(job) || t.noPrompt}
        </button>
        <div className="flex min-w-0 flex-wrap items-center gap-x-1.5 text-xs text-muted">{hasEnded(job) ? <Ended job={job} /> : <Underway job={job} />}</div>
        {job.status === 'running' && <Progress percent={job.progress?.percent} label={t.progress} className="mt-1 h-1" />}
      </div>
      <RowAction job={job} />
    </li>
  )
})

/** The model only where there is room for its whole name. */
export function Ended({ job }: { job: Job }) {
  const t = useWords(words)
  const done = job.status === 'succeeded'
  return (
    <>
      <span className={cn('flex gap-x-1.5', done ? '@max-[25rem]:hidden' : job.status === 'failed' && 'font-medium text-danger-ink')}>
        {done ? <ModelName id={job.model} /> : t.statuses[job.status]}
        <span aria-hidden className="font-normal text-muted">·</span>
      </span>
      <Age time={job.requestedAt} />
    </>
  )
}

function Underway({ job }: { job: Job }) {
  const t = useWords(words)
  const what = job.status === 'cancelling' ? t.statuses.cancelling : job.queue ? t.position(job.queue.position) : t.doing[stepOf(job)]
  return (
    <>
      <span className="max-w-max min-w-0 grow basis-10 truncate">{what}</span>
      {job.status === 'running' && job.progress && <span className="tabular-nums">{job.progress.percent}%</span>}
      <span aria-hidden>·</span>
      <Elapsed job={job} />
    </>
  )
}

function RowAction({ job }: { job: Job }) {
  const t = useWords(words)
  const { session } = useClient()
  const cancel = useCancel(job)
  const again = useAgain(job)
  const prompt = promptOf(job) || t.noPrompt
  if (!mayWrite(session) || job.status === 'cancelling') return null
  const ended = hasEnded(job)
  return (
    <Tooltip text={ended ? t.again : t.cancel}>
      <Button
        look="quiet"
        size="icon-small"
        className="relative"
        aria-label={ended ? t.againOf(prompt) : t.cancelOf(prompt)}
        disabled={cancel.isPending || again.isPending}
        onClick={() => (ended ? again : cancel).mutate()}
      >
        {ended ? <RotateCw /> : <X />}
      </Button>
    </Tooltip>
  )
}
