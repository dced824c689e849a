const SMOOTHED_OVER = 4_000
const LEAST = 250

/** How fast bytes go, evened out: one slow part must not frighten anybody. */
export class Pace {
  private at: number
  private seen = 0
  private speed: number | undefined

  constructor(now: number) {
    this.at = now
  }

  /** @param moved bytes since the beginning, including those that were lost again */
  measured(moved: number, now: number): number | undefined {
    const passed = now - this.at
    if (passed < LEAST) return this.speed
    const current = (Math.max(0, moved - this.seen) / passed) * 1000
    const weight = 1 - Math.exp(-passed / SMOOTHED_OVER)
    this.speed = this.speed === undefined ? current : this.speed + (current - this.speed) * weight
    this.at = now
    this.seen = moved
    return this.speed
  }

  /** After a pause: the time that has passed does not count. */
  restart(moved: number, now: number) {
    this.at = now
    this.seen = moved
    this.speed = undefined
  }
}
