type Waiting = { readonly order: number; readonly enter: () => void }

/** So many requests at once for the whole page. Whoever comes first in the order goes first, so that files finish one by one. */
export class Lanes {
  private waiting: Waiting[] = []
  private taken = 0

  constructor(private width: number) {}

  /** Gives what has to be called to leave the lane. */
  async take(order: number, signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted()
    if (this.taken < this.width) this.taken++
    else await this.turn(order, signal)
    let left = false
    return () => {
      if (!left) this.leave()
      left = true
    }
  }

  /** What is in a lane that closes stays until it is through. */
  widen(width: number) {
    this.width = width
    while (this.taken < this.width && this.enterNext()) this.taken++
  }

  private turn(order: number, signal: AbortSignal) {
    return new Promise<void>((resolve, reject) => {
      const enter = () => {
        signal.removeEventListener('abort', leave)
        resolve()
      }
      const leave = () => {
        this.waiting = this.waiting.filter(waiting => waiting.enter !== enter)
        reject(signal.reason)
      }
      this.waiting.push({ order, enter })
      signal.addEventListener('abort', leave, { once: true })
    })
  }

  private leave() {
    if (this.taken > this.width || !this.enterNext()) this.taken--
  }

  private enterNext(): boolean {
    const next = this.waiting.toSorted((one, other) => one.order - other.order)[0]
    this.waiting = this.waiting.filter(waiting => waiting !== next)
    next?.enter()
    return next !== undefined
  }
}
