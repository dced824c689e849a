import { Refusal } from '@/api/refusal'
import type { Lora, Progress, SentPart, SignedPart } from '@/api/lora'
import { StorageFailed } from './failures'
import { Pace } from './pace'
import type { Timing } from './patience'
import type { Remembered } from './remembered'
import type { UploadService } from './service'
import { Transfer, type Means, type Plan } from './transfer'
import type { FindTwin } from './twins'
import type { Trouble, Upload } from './upload'
import { Urls } from './urls'

/** What an upload lives on. */
export type Ground = Means & {
  readonly timing: Timing
  readonly service: UploadService
  readonly findTwin: FindTwin
  readonly newKey: () => string
  readonly workspace: string | undefined
  /** Remembers it for after a reload, or forgets it. */
  remember(entry: Entry, expiresAt: string): void
  forget(entry: Entry): void
}

type Begun = { readonly plan: Plan; readonly signed: ReadonlyArray<SignedPart>; readonly stored: Progress['uploaded'] }

/** The life of one upload, from its ticket until the service has the file. */
export class Entry {
  file: File | undefined
  fingerprint = ''
  loraId: string | undefined
  remembered: Remembered | undefined
  /** Ends with this attempt; a retry is another one. */
  stop = new AbortController()
  /** The workspace has none like it, or somebody wants it all the same. */
  private isNew = false
  private transfer: Transfer | undefined
  private pace: Pace
  private idempotencyKey: string
  private resumed: (() => void) | undefined

  constructor(
    public upload: Upload,
    readonly order: number,
    private readonly ground: Ground,
    private readonly changed: () => void,
    private readonly moved: () => void,
  ) {
    this.pace = new Pace(ground.timing.now())
    this.idempotencyKey = ground.newKey()
  }

  show(change: Partial<Upload>) {
    this.upload = { ...this.upload, ...change }
    this.changed()
  }

  /** Reads off how far it is. */
  measure() {
    const { transfer } = this
    if (!transfer || this.upload.phase !== 'uploading') return
    const speed = this.upload.paused ? undefined : this.pace.measured(transfer.moved, this.ground.timing.now())
    this.upload = { ...this.upload, sent: transfer.bytes, speed, retrying: transfer.isRetrying }
  }

  pause() {
    this.transfer?.pause()
    this.show({ paused: true, speed: undefined })
  }

  resume() {
    this.pace.restart(this.transfer?.moved ?? 0, this.ground.timing.now())
    this.show({ paused: false })
    this.transfer?.resume()
    this.resumed?.()
  }

  fail(trouble: Trouble) {
    this.stop.abort()
    this.show({ phase: trouble.by === 'proof' ? 'rejected' : 'failed', trouble, speed: undefined, retrying: false })
  }

  /** What the workspace has already is not sent again by itself. What was begun before is not asked about. */
  async isWanted(): Promise<boolean> {
    if (this.isNew || this.loraId !== undefined) return true
    this.stop = new AbortController()
    const { signal } = this.stop
    this.show({ phase: 'checking', compared: 0, trouble: undefined })
    const twin = await this.ground.findTwin(this.fileGiven, this.order, signal, compared => {
      if (signal.aborted) return
      this.upload = { ...this.upload, phase: 'comparing', compared }
      this.moved()
    })
    if (signal.aborted) return false
    if (twin) this.show({ phase: 'there', twin })
    this.isNew = !twin
    return this.isNew
  }

  insist() {
    this.isNew = true
    this.show({ twin: undefined })
  }

  /** Sends what is missing and says so; gives what the service made of it, or nothing if it ended otherwise. */
  async send(): Promise<Lora | undefined> {
    this.stop = new AbortController()
    const { signal } = this.stop
    this.show({ phase: 'waiting', trouble: undefined, speed: undefined, retrying: false })
    try {
      const lora = await this.sent(signal)
      this.ground.forget(this)
      return signal.aborted ? undefined : lora
    } catch (failure) {
      if (!signal.aborted) this.fail({ by: 'failure', failure })
      if (isOver(failure)) await this.abandon()
      return undefined
    }
  }

  private async sent(signal: AbortSignal): Promise<Lora> {
    const begun = await this.begun(signal)
    if ('lora' in begun) return begun.lora
    try {
      return await this.finished(await this.delivered(begun, signal), signal)
    } catch (failure) {
      if (!isGone(failure)) throw failure
      // It may have been put together already, and the answer was lost.
      return await this.ground.service.complete(this.loraId ?? '', [], signal).catch(() => Promise.reject(failure))
    }
  }

  /** Waits for its turn, and for whoever paused it before it came. */
  private async begun(signal: AbortSignal): Promise<Begun | { lora: Lora }> {
    for (;;) {
      await this.unpaused(signal)
      const leave = await this.ground.lanes.take(this.order, signal)
      try {
        if (!this.upload.paused) return await (this.loraId === undefined ? this.started(signal) : this.continued(this.loraId, signal))
      } finally {
        leave()
      }
    }
  }

  private async unpaused(signal: AbortSignal) {
    while (this.upload.paused) {
      await new Promise<void>(resolve => {
        this.resumed = resolve
        signal.addEventListener('abort', () => resolve(), { once: true })
      })
      signal.throwIfAborted()
    }
  }

  private async started(signal: AbortSignal): Promise<Begun | { lora: Lora }> {
    const { lora, upload } = await this.ground.service.start(this.fileGiven, this.ground.workspace, this.idempotencyKey, signal)
    this.loraId = lora.id
    if (signal.aborted) await this.abandon()
    signal.throwIfAborted()
    if (lora.status !== 'uploading') return { lora }
    this.ground.remember(this, upload.expiresAt)
    this.show({ phase: 'uploading', lora })
    return { plan: upload, signed: upload.parts, stored: [] }
  }

  private async continued(id: string, signal: AbortSignal): Promise<Begun | { lora: Lora }> {
    try {
      const upload = await this.ground.service.progress(id, signal)
      this.ground.remember(this, upload.expiresAt)
      this.show({ phase: 'uploading' })
      return { plan: upload, signed: [], stored: upload.uploaded }
    } catch (failure) {
      if (failure instanceof Refusal && failure.code === 'WRONG_STATE') return { lora: await this.ground.service.lora(id, signal) }
      if (!isOver(failure)) throw failure
      this.startAfresh()
      return this.started(signal)
    }
  }

  /** Only what the bucket does not have. */
  private async delivered({ plan, signed, stored }: Begun, signal: AbortSignal): Promise<Transfer> {
    const id = this.loraId ?? ''
    const urls = new Urls(numbers => this.ground.service.sign(id, numbers, signal), this.ground.timing.now, signed)
    const transfer = new Transfer(this.fileGiven, plan, this.order, urls, this.ground, this.moved)
    transfer.has(stored)
    if (this.upload.paused) transfer.pause()
    this.transfer = transfer
    this.pace = new Pace(this.ground.timing.now())
    this.pace.restart(transfer.moved, this.ground.timing.now())
    await transfer.run(signal)
    return transfer
  }

  /** Where the service misses parts after all, they are sent again. */
  private async finished(transfer: Transfer, signal: AbortSignal): Promise<Lora> {
    const id = this.loraId ?? ''
    let parts: ReadonlyArray<SentPart> = transfer.parts
    for (let again = 0; ; again++) {
      this.show({ phase: 'finishing', sent: this.upload.size, speed: undefined, retrying: false, paused: false })
      try {
        return await this.ground.service.complete(id, parts, signal)
      } catch (failure) {
        if (again === 2 || !(failure instanceof Refusal) || failure.code !== 'UPLOAD_INCOMPLETE') throw failure
      }
      const begun = await this.continued(id, signal)
      if ('lora' in begun) return begun.lora
      parts = (await this.delivered(begun, signal)).parts
    }
  }

  /** In peace: whether it works or not, the service clears up in the end. */
  async abandon() {
    const id = this.loraId
    this.ground.forget(this)
    this.startAfresh()
    if (id !== undefined) await this.ground.service.abandon(id, new AbortController().signal).catch(() => {})
  }

  private startAfresh() {
    this.ground.forget(this)
    this.loraId = undefined
    this.transfer = undefined
    this.idempotencyKey = this.ground.newKey()
    this.upload = { ...this.upload, sent: 0 }
  }

  private get fileGiven() {
    if (!this.file) throw new StorageFailed()
    return this.file
  }
}

/** There is nothing left that one could go on with. */
function isOver(failure: unknown) {
  if (!(failure instanceof Refusal)) return isGone(failure)
  return failure.status === 410 || failure.status === 404 || failure.code === 'KEY_REUSED'
}

/** The bucket does not know the upload any more. */
function isGone(failure: unknown) {
  return failure instanceof StorageFailed && failure.status === 404
}
