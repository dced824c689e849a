import { Expand, SearchX, X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { Job, Video } from '@/api/generation'
import { failureWords } from '@/jobs/failureWords'
import { hasEnded } from '@/jobs/known'
import { StatusBadge } from '@/jobs/StatusBadge'
import { promptOf } from '@/jobs/steps'
import { useRefresh } from '@/jobs/useRefresh'
import { words as jobWords } from '@/jobs/words'
import { go } from '@/shell/place'
import { Button } from '@/ui/button'
import { Progress } from '@/ui/progress'
import { Skeleton } from '@/ui/skeleton'
import { useWords } from '@/words/language'
import { Differences } from './Differences'
import type { Difference } from './differences'
import type { Together } from './together'
import { words } from './words'

type Props = {
  job: Job | undefined
  missing: boolean
  place: { number: number; of: number; rows: number }
  /** The same for all of them, so that they are level. */
  shape: string
  differences: ReadonlyArray<Difference>
  /** Of its values in the differences. */
  index: number
  together: Together
  onLeaveOut(): void
}

/** One of those that are compared: what came out, and what it has of its own. */
export function Compared({ job, missing, place: { number, of, rows }, shape, differences, index, together, onLeaveOut }: Props) {
  const t = useWords(words)
  return (
    <li aria-label={t.nth(number, of)} className="grid min-w-0 grid-cols-1 gap-2">
      <div className="grid w-full grid-cols-1 place-items-center overflow-hidden rounded-lg bg-stage" style={{ aspectRatio: shape, maxHeight: rows > 1 ? 'max(8rem, calc(50dvh - 10.5rem))' : '62dvh' }}>
        {job ? <Result job={job} together={together} /> : missing ? <Missing /> : <Skeleton className="size-full" />}
      </div>
      <div className="flex flex-wrap items-center justify-end">
        <span className="flex-1 text-[0.8125rem] font-medium text-muted tabular-nums">{number}</span>
        {job && (
          <Button look="quiet" size="icon-small" aria-label={t.open(number)} onClick={() => go({ view: 'videos', job: job.id })}>
            <Expand />
          </Button>
        )}
        <Button look="quiet" size="icon-small" aria-label={t.remove(number)} onClick={onLeaveOut}>
          <X />
        </Button>
      </div>
      {job && <Differences of={job} differences={differences} index={index} />}
    </li>
  )
}

function Result({ job, together }: { job: Job; together: Together }) {
  const t = useWords(jobWords)
  if (job.status !== 'succeeded' || !job.video) return <Unfinished job={job} />
  if (!job.video.contentType.startsWith('video/')) {
    return <img src={job.video.url} alt={t.picture(promptOf(job))} className="size-full min-h-0 object-contain" />
  }
  return <InStep job={job} video={job.video} together={together} />
}

/** Has no controls of its own: it plays when all do. */
function InStep({ job, video, together }: { job: Job; video: Video; together: Together }) {
  const t = useWords(jobWords)
  const refresh = useRefresh(job)
  const player = useRef<HTMLVideoElement>(null)
  useEffect(() => (player.current ? together.add(player.current) : undefined), [together])
  return (
    // oxlint-disable-next-line jsx-a11y/media-has-caption -- nobody speaks in these
    <video
      ref={player}
      src={video.url}
      {...(video.thumbnailUrl ? { poster: video.thumbnailUrl } : {})}
      aria-label={t.video(promptOf(job))}
      muted
      playsInline
      preload="auto"
      onError={refresh}
      className="size-full min-h-0 object-contain"
    />
  )
}

function Unfinished({ job }: { job: Job }) {
  const t = useWords(jobWords)
  const advice = useWords(failureWords)
  return (
    <div className="grid w-full justify-items-center gap-3 p-4 text-center">
      <StatusBadge status={job.status} />
      {job.failure && <p className="text-[0.8125rem]">{advice[job.failure.code]?.[0] ?? job.failure.message}</p>}
      {!hasEnded(job) && <Progress percent={job.progress?.percent ?? 0} label={t.progress} className="w-full max-w-40" />}
    </div>
  )
}

function Missing() {
  const t = useWords(words)
  return (
    <div className="grid w-full justify-items-center gap-1 p-4 text-center">
      <SearchX className="size-6 text-line-strong" aria-hidden />
      <p className="font-medium">{t.missing}</p>
      <p className="text-[0.8125rem] text-muted">{t.missingText}</p>
    </div>
  )
}
