import { afterFailure, afterLook, FIRST } from './breadth'
import type { Lanes } from './lanes'
import type { Timing } from './patience'
import type { Put, PutAnswer } from './put'

const LOOK_EVERY = 2_000

/** Opens and closes lanes as the line shows itself to be. */
export class Steering {
  private breadth = FIRST
  private flying = 0
  private failures = 0
  private since = 0
  private moved = 0
  private arrived = 0

  constructor(
    private readonly lanes: Lanes,
    private readonly timing: Timing,
  ) {}

  /** The same PUT, watched for what it tells about the line. */
  steered(put: Put): Put {
    return async (part, body, progress, signal) => {
      if (this.flying++ === 0) this.begin()
      const { failures } = this
      let before = 0
      const count = (loaded: number) => {
        this.moved += Math.max(0, loaded - before)
        before = loaded
        progress(loaded)
      }
      try {
        const answer = await put(part, body, count, signal)
        if (isTooMuch(answer)) this.narrow(failures)
        else this.look()
        return answer
      } catch (failure) {
        if (!signal.aborted) this.narrow(failures)
        throw failure
      } finally {
        this.flying--
      }
    }
  }

  private look() {
    this.arrived++
    const passed = this.timing.now() - this.since
    if (passed < LOOK_EVERY || this.arrived < this.breadth.width) return
    this.breadth = afterLook(this.breadth, { speed: this.moved / passed, full: this.flying >= this.breadth.width })
    this.begin()
  }

  /** What was under way together fails together, and counts once. */
  private narrow(known: number) {
    if (known !== this.failures) return
    this.failures++
    this.breadth = afterFailure(this.breadth)
    this.begin()
  }

  private begin() {
    this.since = this.timing.now()
    this.moved = 0
    this.arrived = 0
    this.lanes.widen(this.breadth.width)
  }
}

function isTooMuch({ status }: PutAnswer) {
  return status >= 500 || status === 429
}
