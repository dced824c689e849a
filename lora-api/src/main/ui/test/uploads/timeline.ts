import type { Timing } from '@/uploads/engine/patience'

type Event = { readonly at: number; readonly run: () => void }

/** Time that passes only when nothing else is going on. */
export class Timeline implements Timing {
  private clock = Date.parse('2026-01-31T12:00:00Z')
  private events: Event[] = []

  constructor(readonly random: () => number = () => 0.5) {}

  readonly now = () => this.clock

  readonly after = (millis: number, run: () => void) => {
    const event = { at: this.clock + millis, run }
    this.events.push(event)
    return () => {
      this.events = this.events.filter(other => other !== event)
    }
  }

  /** Goes on until this is so. Stops the test if it never comes to be. */
  async until(isSo: () => boolean, most = 20_000) {
    for (let step = 0; ; step++) {
      await new Promise(resolve => setImmediate(resolve))
      if (isSo()) return
      const next = this.events.toSorted((one, other) => one.at - other.at)[0]
      if (!next || step === most) throw new Error(next ? 'It takes too many steps.' : 'Nothing happens any more.')
      this.events = this.events.filter(event => event !== next)
      this.clock = Math.max(this.clock, next.at)
      next.run()
    }
  }

  forget() {
    this.events = []
  }

  async pass(millis: number) {
    let passed = false
    this.after(millis, () => {
      passed = true
    })
    await this.until(() => passed)
  }
}
