import { Check } from 'lucide-react'
import { useClient } from '@/access/SignIn'
import { mayWrite } from '@/access/session'
import type { Job } from '@/api/generation'
import { Button } from '@/ui/button'
import { cn } from '@/ui/class-names'
import { Progress } from '@/ui/progress'
import { useWords } from '@/words/language'
import { useSaid } from '@/words/said'
import { Elapsed } from './Elapsed'
import { shapeOf, stepOf, stepsOf, type Step } from './steps'
import { useCancel } from './useActions'
import { words } from './words'

/** How far a job has come, in the box that its video will fill. */
export function Underway({ job }: { job: Job }) {
  const t = useWords(words)
  const say = useSaid()
  const { session } = useClient()
  const cancel = useCancel(job)
  const leaving = job.status === 'cancelling'
  const doing = leaving ? t.cancelling : t.doing[stepOf(job)]
  const reason = job.queue?.reason ?? job.progress?.reason
  return (
    <div
      className="relative grid max-h-[68dvh] min-h-80 w-full place-items-center overflow-hidden rounded-lg bg-stage p-5 sm:p-8"
      style={{ aspectRatio: shapeOf(job) }}
    >
      <div className="grid w-full max-w-md justify-items-center gap-5 text-center">
        <div className="grid justify-items-center gap-1">
          <p className="text-5xl font-semibold tracking-tight tabular-nums sm:text-6xl">
            {job.queue ? `#${job.queue.position}` : `${job.progress?.percent ?? 0}%`}
          </p>
          <p role="status" className="text-[0.9375rem] font-medium">{doing}</p>
          {reason && <p className="max-w-sm text-muted">{say(reason)}</p>}
        </div>
        {!leaving && <Steps job={job} />}
        <Progress percent={job.queue ? 0 : job.progress?.percent} label={t.progress} className="w-full" tone={leaving ? 'muted' : 'accent'} />
        <div className="flex items-center gap-3 text-[0.8125rem] text-muted">
          <span>
            {t.elapsed} <Elapsed job={job} />
          </span>
          {mayWrite(session) && !leaving && (
            <Button size="small" disabled={cancel.isPending} onClick={() => cancel.mutate()}>
              {t.cancel}
            </Button>
          )}
        </div>
      </div>
    </div>
  )
}

function Steps({ job }: { job: Job }) {
  const t = useWords(words)
  return (
    <ol aria-label={t.way} className="flex w-full justify-between gap-1 text-xs max-sm:text-[0.6875rem]">
      {stepsOf(job).map(step => (
        <li key={step.name} aria-current={step.state === 'now' ? 'step' : undefined} className="grid flex-1 justify-items-center gap-1.5">
          <Dot state={step.state} />
          <span className={step.state === 'now' ? 'font-medium text-ink' : 'text-muted'}>{t.steps[step.name]}</span>
        </li>
      ))}
    </ol>
  )
}

function Dot({ state }: Pick<Step, 'state'>) {
  return (
    <span
      aria-hidden
      className={cn(
        'grid size-4.5 place-items-center rounded-full [&_svg]:size-3 [&_svg]:stroke-[3]',
        state === 'done' && 'bg-accent text-on-accent',
        state === 'now' && 'border-2 border-accent',
        state === 'next' && 'border-2 border-line-strong/50',
      )}
    >
      {state === 'done' && <Check />}
      {state === 'now' && <span className="size-2 animate-pulse rounded-full bg-accent" />}
    </span>
  )
}
