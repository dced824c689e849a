import { Clapperboard, Columns2 } from 'lucide-react'
import { useState } from 'react'
import type { Status } from '@/api/generation'
import { Button } from '@/ui/button'
import { Empty } from '@/ui/empty'
import { Notice } from '@/ui/notice'
import { Select } from '@/ui/select'
import { Skeleton } from '@/ui/skeleton'
import { Tooltip } from '@/ui/tooltip'
import { useLanguage, useWords } from '@/words/language'
import { sentenceOf } from '@/words/refusals'
import { ChoiceBar, ChoiceRow } from './Choosing'
import { JobRow } from './JobRow'
import { useJobs } from './useJobs'
import { words } from './words'

const FILTERS: ReadonlyArray<Status> = ['queued', 'running', 'succeeded', 'failed', 'cancelled']

type Props = { selected: string | undefined; onSelect(job: string): void; onCompare?(jobs: ReadonlyArray<string>): void }

/** What was ordered, latest first. */
export function JobList({ selected, onSelect, onCompare }: Props) {
  const t = useWords(words)
  const [status, setStatus] = useState<Status>()
  /** Which are to be compared, while they are being chosen. */
  const [chosen, setChosen] = useState<ReadonlyArray<string>>()
  return (
    <section aria-label={t.jobs} className="grid grid-cols-1 content-start gap-2 self-start rounded-lg border border-line bg-surface p-2 shadow-card xl:sticky xl:top-[4.75rem] xl:max-h-[calc(100dvh-6rem)] xl:overflow-y-auto">
      <div className="flex items-center gap-1.5 py-1 pr-1 pl-2">
        <h2 className="flex-1 text-[0.9375rem] font-semibold">{t.jobs}</h2>
        {onCompare && (
          <Tooltip text={t.compare}>
            <Button
              look="quiet"
              size="icon"
              aria-label={t.compare}
              aria-pressed={chosen !== undefined}
              className="aria-pressed:bg-accent-soft aria-pressed:text-accent-ink"
              onClick={() => setChosen(chosen ? undefined : [])}
            >
              <Columns2 />
            </Button>
          </Tooltip>
        )}
        <Select
          className="w-auto"
          aria-label={t.filter}
          value={status ?? ''}
          onChange={event => setStatus((event.target.value || undefined) as Status | undefined)}
        >
          <option value="">{t.all}</option>
          {FILTERS.map(status => (
            <option key={status} value={status}>
              {t.statuses[status]}
            </option>
          ))}
        </Select>
      </div>
      <Rows status={status} selected={selected} onSelect={onSelect} chosen={chosen} onChosen={setChosen} />
      {chosen && <ChoiceBar chosen={chosen} onCompare={() => onCompare?.(chosen)} onCancel={() => setChosen(undefined)} />}
    </section>
  )
}

type RowsProps = Omit<Props, 'onCompare'> & { status: Status | undefined; chosen: ReadonlyArray<string> | undefined; onChosen(jobs: ReadonlyArray<string>): void }

function Rows({ status, selected, onSelect, chosen, onChosen }: RowsProps) {
  const t = useWords(words)
  const language = useLanguage()
  const { jobs, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useJobs(status)
  if (!jobs && error) {
    return (
      <Notice tone="danger" role="alert" action={<Button size="small" onClick={() => void refetch()}>{t.retry}</Button>}>
        {t.listFailed} {sentenceOf(error, language)}
      </Notice>
    )
  }
  if (!jobs) return [1, 2, 3, 4].map(row => <Skeleton key={row} className="h-16" />)
  if (jobs.length === 0) return <Empty drawing={<Clapperboard />} title={status ? t.emptyFilter : t.emptyList} />
  const shown = selected ?? (status ? undefined : jobs[0]?.id)
  return (
    <>
      <ul className="@container grid grid-cols-1 gap-0.5">
        {jobs.map(job =>
          chosen ? (
            <ChoiceRow key={job.id} job={job} chosen={chosen} onChosen={onChosen} />
          ) : (
            <JobRow key={job.id} job={job} selected={job.id === shown} onSelect={onSelect} />
          ),
        )}
      </ul>
      {hasNextPage && (
        <Button look="quiet" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {isFetchingNextPage ? t.loadingMore : t.more}
        </Button>
      )}
    </>
  )
}
