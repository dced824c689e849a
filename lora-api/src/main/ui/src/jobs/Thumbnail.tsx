import { Ban, Clock, Film, Loader, TriangleAlert } from 'lucide-react'
import type { Job } from '@/api/generation'
import { cn } from '@/ui/class-names'
import { hasEnded } from './known'
import { useRefresh } from './useRefresh'

/** Says nothing that is not said in words beside it. */
export function Thumbnail({ job, className }: { job: Job; className?: string }) {
  const refresh = useRefresh(job)
  const address = job.video?.thumbnailUrl ?? (job.video?.contentType.startsWith('image/') ? job.video.url : undefined)
  return (
    <span aria-hidden className={cn('grid place-items-center overflow-hidden rounded-sm bg-stage text-line-strong [&_svg]:size-4.5', className)}>
      {address ? (
        <img src={address} alt="" loading="lazy" onError={refresh} className="size-full object-cover" />
      ) : (
        <Sign job={job} />
      )}
    </span>
  )
}

function Sign({ job }: { job: Job }) {
  if (job.status === 'succeeded') return <Film />
  if (job.status === 'failed') return <TriangleAlert className="text-danger" />
  if (job.status === 'cancelled') return <Ban />
  if (job.status === 'queued') return <Clock />
  return hasEnded(job) ? null : <Loader className="animate-spin text-accent [animation-duration:2s]" />
}
