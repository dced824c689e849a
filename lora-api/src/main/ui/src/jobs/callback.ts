import type { Callback, Job } from '@/api/generation'
import { hasEnded } from './known'

/** `later`: the job goes on. `sending`: an attempt is due or on its way. `waiting`: until the next attempt. */
export type CallbackStanding = 'later' | 'sending' | 'waiting' | 'delivered' | 'failed'

const SOON = 3_000
const SELDOM = 600_000

export function standingOf(job: Job, { status, nextAt }: Callback, now: number): CallbackStanding {
  if (status !== 'pending') return status
  if (!hasEnded(job)) return 'later'
  return nextAt !== undefined && Date.parse(nextAt) > now ? 'waiting' : 'sending'
}

/** Nobody tells when something came of a callback, so it is looked at right after it is due. In milliseconds; never for good. */
export function nextLook(job: Job, callback: Callback, now: number): number | false {
  const standing = standingOf(job, callback, now)
  if (standing === 'sending') return SOON
  return standing === 'waiting' && Math.min(Date.parse(callback.nextAt ?? '') - now + SOON, SELDOM)
}
