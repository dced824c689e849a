import type { Timing } from './patience'
import type { Put } from './put'

export const STALL = 60_000

/** Nothing moved for so long that nothing will. */
export class Stalled extends Error {}

/** The same PUT, given up when it has not come any further for a minute. */
export function watched(put: Put, timing: Timing): Put {
  return async (part, body, progress, signal) => {
    const stalled = new AbortController()
    const watch = () => timing.after(STALL, () => stalled.abort(new Stalled()))
    let unwatch = watch()
    try {
      return await put(
        part,
        body,
        loaded => {
          unwatch()
          unwatch = watch()
          progress(loaded)
        },
        AbortSignal.any([signal, stalled.signal]),
      )
    } finally {
      unwatch()
    }
  }
}
