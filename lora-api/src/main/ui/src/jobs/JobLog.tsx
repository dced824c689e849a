import { useQuery } from '@tanstack/react-query'
import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { useClient } from '@/access/SignIn'
import type { Job, LogAnswer, LogLine } from '@/api/generation'
import { Notice } from '@/ui/notice'
import { Skeleton } from '@/ui/skeleton'
import { clock, date } from '@/words/format'
import { useLanguage, useWords } from '@/words/language'
import { sentenceOf } from '@/words/refusals'
import { useSaid } from '@/words/said'
import { logWords } from './logWords'

/** What happened to a job, for whoever wants to know; nobody else waits for it. */
export function JobLog({ job }: { job: Job }) {
  const t = useWords(logWords)
  const language = useLanguage()
  const client = useClient()
  const [open, setOpen] = useState(false)
  const { data: log, error } = useQuery({
    // Each of these writes a line.
    queryKey: ['log', job.id, job.status, job.attempt, job.queue?.reason, job.progress?.phase, job.callback],
    queryFn: async ({ signal }) => (await client.json<LogAnswer>('generation', `/api/generate/${job.id}/log`, { signal })).log,
    placeholderData: before => before,
    enabled: open,
  })
  return (
    <details className="group border-t border-line pt-3" onToggle={event => setOpen(event.currentTarget.open)}>
      <summary className="flex cursor-pointer list-none items-center gap-1 text-[0.8125rem] font-semibold pointer-coarse:min-h-11">
        <ChevronRight aria-hidden className="size-3.5 text-muted transition-transform group-open:rotate-90" />
        {t.log}
      </summary>
      {error && <Notice tone="danger" role="alert" className="mt-2">{sentenceOf(error, language)}</Notice>}
      {!log && !error && open && <Skeleton className="mt-2 h-32" />}
      {log && (
        <ol className="mt-2 grid gap-1.5 text-[0.8125rem]">
          {log.map((line, index) => (
            <Line key={index} line={line} since={job.requestedAt} />
          ))}
        </ol>
      )}
    </details>
  )
}

function Line({ line, since }: { line: LogLine; since: string }) {
  const t = useWords(logWords)
  const language = useLanguage()
  const say = useSaid()
  return (
    <li className="grid grid-cols-[3.25rem_minmax(0,1fr)] gap-2">
      <time dateTime={line.at} title={date(line.at, language)} className="text-right text-muted tabular-nums">
        +{clock((Date.parse(line.at) - Date.parse(since)) / 1000)}
      </time>
      <span className="min-w-0">
        {t.happened[line.what]}
        {line.attempt !== undefined && line.attempt > 1 && <span className="text-muted"> · {t.attempt(line.attempt)}</span>}
        {line.detail && <span className="block text-muted wrap-anywhere">{say(line.detail)}</span>}
      </span>
    </li>
  )
}
