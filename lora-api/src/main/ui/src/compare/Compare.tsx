import { ArrowLeft } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import type { Job } from '@/api/generation'
import { promptOf, shapeOf } from '@/jobs/steps'
import { useJobs, useTheseJobs } from '@/jobs/useJobs'
import { go } from '@/shell/place'
import { Button } from '@/ui/button'
import { cn } from '@/ui/class-names'
import { useWords } from '@/words/language'
import { Controls } from './Controls'
import { differencesOf } from './differences'
import { Together } from './together'
import { Compared } from './Compared'
import { words } from './words'

/** Jobs side by side, and their videos in step. */
export function Compare({ ids }: { ids: ReadonlyArray<string> }) {
  const t = useWords(words)
  // Hears of what becomes of them.
  useJobs()
  const found = useTheseJobs(ids)
  const [together] = useState(() => new Together())
  useEffect(() => scrollTo({ top: 0 }), [])
  const jobs = found.flatMap(({ job }) => job ?? [])
  const differences = useMemo(() => differencesOf(jobs), [jobs])
  const done = jobs.filter(job => job.status === 'succeeded').length
  const prompts = new Set(jobs.map(promptOf))
  const leaveOut = (id: string) => go(placeWithout(ids, id))
  return (
    <section aria-label={t.title} className="col-span-full grid grid-cols-1 content-start gap-4">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Button look="quiet" size="icon" className="-ml-2" aria-label={t.back} onClick={() => go({ view: 'videos' })}>
          <ArrowLeft />
        </Button>
        <h2 className="text-lg font-semibold tracking-tight">{t.title}</h2>
        <p role="status" className="text-[0.8125rem] text-muted tabular-nums">
          {jobs.length > 0 && t.count(done, ids.length)}
        </p>
      </header>
      {prompts.size === 1 && <p className="line-clamp-3 max-w-prose text-[0.9375rem] leading-relaxed">{[...prompts][0]}</p>}
      <ol className={cn('grid items-start gap-3 sm:gap-4', columnsOf(ids.length))}>
        {found.map(({ id, job, error }, index) => (
          <Compared
            key={id}
            job={job}
            missing={Boolean(error)}
            shape={jobs[0] ? shapeOf(jobs[0]) : '16 / 9'}
            place={{ number: index + 1, of: ids.length, rows: ids.length > 3 ? 2 : 1 }}
            differences={job ? differences : []}
            index={job ? jobs.indexOf(job) : -1}
            together={together}
            onLeaveOut={() => leaveOut(id)}
          />
        ))}
      </ol>
      {jobs.length > 1 && <p className="text-[0.8125rem] text-muted">{differences.length === 0 ? t.noDifference : t.restSame}</p>}
      {jobs.some(hasVideo) && <Controls together={together} />}
    </section>
  )
}

function hasVideo(job: Job) {
  return job.video?.contentType.startsWith('video/') ?? false
}

/** Two are large even on a phone; more of them are seen at once rather than large. */
function columnsOf(count: number) {
  if (count <= 2) return 'grid-cols-1 sm:grid-cols-2'
  return count === 4 ? 'grid-cols-2' : 'grid-cols-2 lg:grid-cols-3'
}

/** One alone is no comparison. */
function placeWithout(ids: ReadonlyArray<string>, id: string) {
  const [first, ...more] = ids.filter(other => other !== id)
  if (first !== undefined && more.length > 0) return { view: 'compare', compared: [first, ...more] } as const
  return first === undefined ? ({ view: 'videos' } as const) : ({ view: 'videos', job: first } as const)
}
