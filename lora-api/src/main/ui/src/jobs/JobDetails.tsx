import { Copy } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Job } from '@/api/generation'
import { Button } from '@/ui/button'
import { cn } from '@/ui/class-names'
import { useCopy } from '@/ui/copying'
import { Notice } from '@/ui/notice'
import { onDemand } from '@/ui/onDemand'
import { Tooltip } from '@/ui/tooltip'
import { date, money, number } from '@/words/format'
import { useLanguage, useWords } from '@/words/language'
import { useSaid } from '@/words/said'
import { Age } from './Elapsed'
import { JobLog } from './JobLog'
import { LoraLines } from './LoraLines'
import { ModelName, useSettingsOf } from './names'
import { StatusBadge } from './StatusBadge'
import { promptOf, secondsOf } from './steps'
import { words } from './words'

const Attempts = onDemand(async () => (await import('./Attempts')).Attempts)
const CallbackState = onDemand(async () => (await import('./CallbackState')).CallbackState, () => <div className="h-20 border-t border-line" />)

/** What was asked for, and how it went. */
export function JobDetails({ job }: { job: Job }) {
  const t = useWords(words)
  const say = useSaid()
  const negative = String(job.parameters.negative_prompt ?? '')
  return (
    <div className="grid grid-cols-1 gap-4">
      {job.adjustments.length > 0 && (
        <Notice tone="warn">
          <p className="font-medium">{t.adjusted}</p>
          {job.adjustments.map(adjustment => (
            <p key={adjustment}>{say(adjustment)}</p>
          ))}
        </Notice>
      )}
      <div className="grid gap-2">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1 text-[0.8125rem] text-muted">
          <StatusBadge status={job.status} />
          <span><ModelName id={job.model} /></span>
          <span aria-hidden>·</span>
          <Age time={job.requestedAt} />
        </div>
        <p className="text-base leading-relaxed whitespace-pre-wrap">{promptOf(job) || t.noPrompt}</p>
        {negative && (
          <p className="text-[0.8125rem] text-muted">
            {t.negative}: {negative}
          </p>
        )}
      </div>
      {job.callback && <CallbackState job={job} callback={job.callback} />}
      {job.loras.length > 0 && <LoraLines loras={job.loras} />}
      <Settings job={job} />
      <Times job={job} />
      {job.attempts.length > 0 && <Attempts job={job} />}
      <JobLog job={job} />
    </div>
  )
}

function Settings({ job }: { job: Job }) {
  const t = useWords(words)
  const seed = job.parameters.seed
  const copy = useCopy()
  return (
    <Facts heading={t.settings}>
      {useSettingsOf(job).map(([name, value]) => (
        <Fact key={name} name={name}>{value}</Fact>
      ))}
      {seed !== undefined && (
        <Fact name={t.seed} className="max-sm:col-span-full">
          <span className="inline-flex max-w-full items-center gap-1">
            <span className="min-w-0 wrap-anywhere">{String(seed)}</span>
            <Tooltip text={t.copySeed}>
              <Button look="quiet" size="icon-small" className="-my-2 size-7 [&_svg]:size-3.5" aria-label={t.copySeed} onClick={() => copy(String(seed))}>
                <Copy />
              </Button>
            </Tooltip>
          </span>
        </Fact>
      )}
    </Facts>
  )
}

function Times({ job }: { job: Job }) {
  const t = useWords(words)
  const language = useLanguage()
  const seconds = (value: number) => t.seconds(number(value, language, 1))
  const { delaySeconds, executionSeconds } = job.timings ?? {}
  return (
    <Facts heading={t.times}>
      <Fact name={t.ordered}>{date(job.requestedAt, language)}</Fact>
      {job.finishedAt && <Fact name={t.took}>{seconds(secondsOf(job, 0))}</Fact>}
      {delaySeconds !== undefined && <Fact name={t.waited}>{seconds(delaySeconds)}</Fact>}
      {executionSeconds !== undefined && <Fact name={t.worked}>{seconds(executionSeconds)}</Fact>}
      {job.cost && <Fact name={t.cost}>{money(job.cost, language)}</Fact>}
    </Facts>
  )
}

export function Facts({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <section className="border-t border-line pt-3">
      <h3 className="mb-2 text-[0.8125rem] font-semibold">{heading}</h3>
      <dl className="grid grid-cols-2 gap-x-4 gap-y-2.5 text-[0.8125rem] sm:grid-cols-3 2xl:grid-cols-4">{children}</dl>
    </section>
  )
}

export function Fact({ name, className, children }: { name: string; className?: string; children: ReactNode }) {
  return (
    <div className={cn('min-w-0', className)}>
      <dt className="text-xs text-muted">{name}</dt>
      <dd className="tabular-nums">{children}</dd>
    </div>
  )
}
