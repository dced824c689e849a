import type { SentPart, SignedPart, Strategy } from '@/api/lora'
import { Unreachable } from '@/api/refusal'
import { MOST } from './breadth'
import { FileGone, StorageFailed, TimedOut } from './failures'
import type { Lanes } from './lanes'
import { MOST_TRIES, type Patience } from './patience'
import type { Put } from './put'
import type { Urls } from './urls'
import { Stalled } from './watched'

export type Plan = { readonly strategy: Strategy; readonly partSize: number; readonly partCount: number }

/** What a transfer works with. */
export type Means = {
  readonly put: Put
  readonly patience: Patience
  readonly lanes: Lanes
}

/** Sends the parts of one file that the bucket does not have yet. */
export class Transfer {
  private readonly sent = new Map<number, string | undefined>()
  private readonly flying = new Map<number, number>()
  private readonly tries = new Map<number, number>()
  private readonly stop = new AbortController()
  private pending: number[] = []
  private active = 0
  private waiting = 0
  private lost = 0
  private stopsForNow = false
  private end: { resolve(): void; reject(failure: unknown): void } | undefined

  constructor(
    private readonly file: File,
    private readonly plan: Plan,
    private readonly order: number,
    private readonly urls: Urls,
    private readonly means: Means,
    private readonly changed: () => void,
  ) {
    this.has([])
  }

  /** What the bucket says it has. Parts of another size than planned are sent again. */
  has(stored: ReadonlyArray<{ number: number; etag: string; size: number }>) {
    this.sent.clear()
    for (const part of stored) {
      if (part.size === this.sizeOf(part.number)) this.sent.set(part.number, part.etag)
    }
    this.pending = Array.from({ length: this.plan.partCount }, (_, index) => index + 1).filter(number => !this.sent.has(number))
  }

  /** Until every part is in the bucket. */
  run(signal: AbortSignal): Promise<void> {
    const abort = () => this.fail(signal.reason)
    signal.addEventListener('abort', abort)
    const done = new Promise<void>((resolve, reject) => {
      this.end = { resolve, reject }
      if (signal.aborted) abort()
      this.pump()
    })
    return done.finally(() => signal.removeEventListener('abort', abort))
  }

  /** What is on the wire may still arrive: throwing it away would only cost time. */
  pause() {
    this.stopsForNow = true
  }

  resume() {
    this.stopsForNow = false
    this.pump()
  }

  get confirmed() {
    return [...this.sent.keys()].reduce((total, number) => total + this.sizeOf(number), 0)
  }

  get bytes() {
    return [...this.flying.values()].reduce((total, loaded) => total + loaded, this.confirmed)
  }

  /** Also those that were lost and had to be sent again. */
  get moved() {
    return this.bytes + this.lost
  }

  get isRetrying() {
    return this.waiting > 0 && this.waiting === this.active
  }

  /** None where the bucket does not show their tags: then the service looks for itself. */
  get parts(): ReadonlyArray<SentPart> {
    const parts = [...this.sent].flatMap(([number, etag]) => (etag === undefined ? [] : [{ number, etag }]))
    return parts.length === this.sent.size ? parts.toSorted((one, other) => one.number - other.number) : []
  }

  private pump() {
    if (!this.end || this.stop.signal.aborted) return
    if (this.pending.length === 0 && this.active === 0) return this.end.resolve()
    while (!this.stopsForNow && this.active < MOST) {
      const number = this.pending.shift()
      if (number === undefined) return
      this.active++
      this.part(number)
        .finally(() => this.active--)
        .then(() => this.pump(), failure => this.fail(failure))
    }
  }

  private fail(failure: unknown) {
    this.stop.abort(failure)
    this.end?.reject(failure)
  }

  private async part(number: number) {
    const leave = await this.means.lanes.take(this.order, this.stop.signal)
    try {
      if (this.stopsForNow) this.pending.unshift(number)
      else this.sent.set(number, await this.attempt(number))
    } catch (failure) {
      this.landed(number)
      leave()
      await this.afterFailure(number, failure)
    } finally {
      this.landed(number)
      leave()
      this.changed()
    }
  }

  private landed(number: number) {
    if (!this.sent.has(number)) this.lost += this.flying.get(number) ?? 0
    this.flying.delete(number)
  }

  private async attempt(number: number) {
    const signed = await this.urls.of(number, this.pending)
    const answer = await this.send(signed, number)
    // The bucket takes a single file only once, so "already there" is the answer to one that was not heard.
    const there = answer.status === 412 && this.plan.strategy === 'single'
    if (there || (answer.status >= 200 && answer.status < 300)) {
      this.urls.forget(number)
      return answer.etag
    }
    if (answer.status === 404) throw new StorageFailed(404)
    if (answer.status === 403) this.urls.forget(number)
    throw new Failed(answer.status, answer.retryAfterSeconds)
  }

  private send(signed: SignedPart, number: number) {
    const from = (number - 1) * this.plan.partSize
    const progress = (loaded: number) => {
      this.flying.set(number, Math.min(loaded, this.sizeOf(number)))
      this.changed()
    }
    return this.means.put(signed, this.file.slice(from, from + this.sizeOf(number)), progress, this.stop.signal)
  }

  /** Waits outside the lane, then puts the part back; throws where there is no use in going on. */
  private async afterFailure(number: number, failure: unknown) {
    this.stop.signal.throwIfAborted()
    if (!(failure instanceof Failed || failure instanceof Stalled || failure instanceof Unreachable)) throw failure
    if (!(failure instanceof Failed)) await this.checkFile(number)
    const tries = (this.tries.get(number) ?? 0) + 1
    this.tries.set(number, tries)
    if (tries === MOST_TRIES) throw failure instanceof Failed ? new StorageFailed(failure.status) : new TimedOut()
    this.waiting++
    this.changed()
    await this.means.patience.wait(tries - 1, this.stop.signal, failure instanceof Failed ? failure.retryAfterSeconds : undefined)
    this.waiting--
    this.pending.unshift(number)
  }

  /** Browsers report a file that is gone as if the network were. */
  private async checkFile(number: number) {
    const from = (number - 1) * this.plan.partSize
    await this.file
      .slice(from, from + 1)
      .arrayBuffer()
      .catch(() => {
        throw new FileGone(this.file.name)
      })
  }

  private sizeOf(number: number) {
    return Math.min(this.plan.partSize, this.file.size - (number - 1) * this.plan.partSize)
  }
}

class Failed extends Error {
  constructor(
    readonly status: number,
    readonly retryAfterSeconds: number | undefined,
  ) {
    super(String(status))
  }
}
