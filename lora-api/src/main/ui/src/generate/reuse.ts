import { useEffect, useEffectEvent } from 'react'
import type { Job } from '@/api/generation'

let waiting: Job | undefined
const listeners = new Set<() => void>()

/** Puts everything of a job into the form, wherever that is by now. */
export function reuse(job: Job) {
  waiting = job
  for (const listener of listeners) listener()
}

/** For the form: hears of each job once, also of one that was wanted before the form was there. */
export function useReuse(ready: boolean, take: (job: Job) => void) {
  const taken = useEffectEvent(take)
  useEffect(() => {
    if (!ready) return
    const look = () => {
      const job = waiting
      waiting = undefined
      if (job) taken(job)
    }
    look()
    listeners.add(look)
    return () => {
      listeners.delete(look)
    }
  }, [ready])
}
