import { Refusal, Unreachable } from '@/api/refusal'

export type Timing = {
  now(): number
  /** Gives what stops it. */
  after(millis: number, run: () => void): () => void
  random(): number
}

export const MOST_TRIES = 10
const FIRST_WAIT = 500
const LONGEST_WAIT = 30_000

/** Twice as long each time, and never at the same moment as everybody else; never sooner than the other side asked for. */
export function waitBefore(attempt: number, random: number, retryAfterSeconds = 0) {
  const backoff = Math.min(FIRST_WAIT * 2 ** attempt, LONGEST_WAIT) * (0.5 + random / 2)
  return Math.max(backoff, retryAfterSeconds * 1000)
}

/** Waits before it tries again. A network that is back ends every wait; one that seems to be gone never forbids a try. */
export class Patience {
  private readonly waiting = new Set<() => void>()

  constructor(private readonly timing: Timing) {}

  wait(attempt: number, signal: AbortSignal, retryAfterSeconds?: number): Promise<void> {
    return new Promise(resolve => {
      const over = () => {
        stop()
        this.waiting.delete(over)
        signal.removeEventListener('abort', over)
        resolve()
      }
      const stop = this.timing.after(waitBefore(attempt, this.timing.random(), retryAfterSeconds), over)
      this.waiting.add(over)
      signal.addEventListener('abort', over)
      if (signal.aborted) over()
    })
  }

  wake() {
    for (const over of this.waiting) over()
  }

  /** Asks until there is an answer that will stay the same. */
  async insist<T>(call: () => Promise<T>, signal: AbortSignal): Promise<T> {
    for (let attempt = 0; ; attempt++) {
      try {
        return await call()
      } catch (failure) {
        if (signal.aborted || attempt === MOST_TRIES || !passes(failure)) throw failure
        await this.wait(attempt, signal, failure instanceof Refusal ? failure.retryAfterSeconds : undefined)
        signal.throwIfAborted()
      }
    }
  }
}

function passes(failure: unknown) {
  return failure instanceof Unreachable || (failure instanceof Refusal && (failure.passes || failure.status >= 500))
}
