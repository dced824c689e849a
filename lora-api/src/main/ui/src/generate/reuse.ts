import { useEffect, useEffectEvent } from 'react'
import type { Job } from '@/api/generation'
import type { Lora } from '@/api/lora'
import type { Selection } from '@/selections/selection'

/** What somebody wants to see in the form: everything of a job, a LoRA to try, or a selection. */
export type Wish = { readonly job: Job } | { readonly lora: Lora; readonly partner: Lora | undefined } | { readonly selection: Selection }

let waiting: Wish | undefined
const listeners = new Set<() => void>()

/** Puts it into the form, wherever that is by now. */
export function wish(wanted: Wish) {
  waiting = wanted
  for (const listener of listeners) listener()
}

export function reuse(job: Job) {
  wish({ job })
}

/** For the form: hears of each wish once, also of one that was there before the form was. */
export function useWishes(take: (wanted: Wish) => void) {
  const taken = useEffectEvent(take)
  useEffect(() => {
    const look = () => {
      const wanted = waiting
      waiting = undefined
      if (wanted) taken(wanted)
    }
    look()
    listeners.add(look)
    return () => {
      listeners.delete(look)
    }
  }, [])
}
