import { Clapperboard, CloudOff, SearchX } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { Job } from '@/api/generation'
import { go } from '@/shell/place'
import { Button } from '@/ui/button'
import { Empty } from '@/ui/empty'
import { onDemand } from '@/ui/onDemand'
import { Skeleton } from '@/ui/skeleton'
import { useWords } from '@/words/language'
import { JobActions } from './JobActions'
import { JobDetails } from './JobDetails'
import { hasEnded } from './known'
import { Product } from './Product'
import { Stopped } from './Stopped'
import { Underway } from './Underway'
import { useJob, useJobs } from './useJobs'
import { words } from './words'

const Failed = onDemand(async () => (await import('./Failed')).Failed, () => <Skeleton className="min-h-64 rounded-lg" />)

/** The job that was selected, or else the newest, as large as there is room. */
export function JobStage({ selected }: { selected: string | undefined }) {
  const t = useWords(words)
  const { jobs, error: listError } = useJobs()
  const { job, error } = useJob(selected ?? jobs?.[0]?.id)
  const place = useRef<HTMLElement>(null)
  useEffect(() => {
    if (selected) place.current?.scrollIntoView({ block: 'nearest' })
  }, [selected])
  return (
    <section ref={place} aria-label={t.stage} className="min-w-0 scroll-mt-20 xl:sticky xl:top-[4.5rem] xl:-m-1 xl:max-h-[calc(100dvh-5.75rem)] xl:self-start xl:overflow-y-auto xl:p-1">
      <h2 className="sr-only">{t.stage}</h2>
      {job ? <Shown key={job.id} job={job} /> : <Nothing loading={selected ? !error : !jobs && !listError} missing={selected !== undefined} failed={!jobs && listError !== null} />}
    </section>
  )
}

function Shown({ job }: { job: Job }) {
  return (
    <div className="grid grid-cols-1 gap-4">
      <Frame job={job} />
      {hasEnded(job) && <JobActions job={job} />}
      <JobDetails job={job} />
    </div>
  )
}

function Frame({ job }: { job: Job }) {
  if (job.status === 'failed') return <Failed job={job} />
  if (job.status === 'cancelled') return <Stopped />
  if (job.status === 'succeeded' && job.video) return <Product job={job} video={job.video} />
  return <Underway job={job} />
}

function Nothing({ loading, missing, failed }: { loading: boolean; missing: boolean; failed: boolean }) {
  const t = useWords(words)
  if (loading) return <Skeleton className="aspect-video max-h-[68dvh] w-full rounded-lg" />
  const box = 'min-h-80 rounded-lg bg-stage lg:min-h-[60dvh]'
  // The list beside it says why, and offers to try again.
  if (failed) return <Empty className={box} drawing={<CloudOff />} title={t.listFailed} />
  if (missing) return <Empty className={box} drawing={<SearchX />} title={t.notFound} text={t.notFoundText} />
  return (
    <Empty className={box} drawing={<Clapperboard />} title={t.emptyTitle} text={t.emptyText}>
      <Button look="primary" className="lg:hidden" onClick={() => go({ view: 'create' })}>
        {t.begin}
      </Button>
    </Empty>
  )
}
