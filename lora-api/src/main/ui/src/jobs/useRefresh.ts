import { useRef } from 'react'
import type { Job } from '@/api/generation'
import { useFreshAddresses } from './useJobs'

/** A file that is gone has no working address, however often one asks. */
const ASK_EVERY = 20_000

/** To be called when an address does not work: asks for a fresh one, and says whether there was any use in that. */
export function useRefresh(job: Job) {
  const fresh = useFreshAddresses()
  const asked = useRef(0)
  return (): boolean => {
    if (Date.now() - asked.current < ASK_EVERY) return false
    asked.current = Date.now()
    fresh(job.id).catch(() => {})
    return true
  }
}
