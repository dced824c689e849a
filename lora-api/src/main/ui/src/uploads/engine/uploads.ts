import type { Lora } from '@/api/lora'
import type { LiveEvent } from '@/live/stream'
import { unacceptable } from '../header/validation'
import { FIRST } from './breadth'
import { Entry, type Ground } from './entry'
import { StorageFailed } from './failures'
import { Lanes } from './lanes'
import { Patience } from './patience'
import { isSameFile, Memory } from './remembered'
import { UploadService } from './service'
import { Steering } from './steering'
import type { Surroundings } from './surroundings'
import { isOver, isSending, NOTHING_YET, type Trouble, type Upload } from './upload'
import { watched } from './watched'

const NEWS_EVERY = 500
/** Events tell at once; whoever misses one asks. */
const ASK_AFTER = [4_000, 8_000, 15_000]

/** All uploads of the page. They go on whatever is shown of them. */
export class Uploads {
  private entries: Entry[] = []
  private shown: ReadonlyArray<Upload> = []
  private readonly listeners = new Set<() => void>()
  private readonly settling = new Set<(upload: Upload) => void>()
  private readonly holds = new Map<string, AbortController>()
  private readonly memory: Memory
  private readonly patience: Patience
  private readonly service: UploadService
  private readonly ground: Ground
  private scheduled: (() => void) | undefined
  private count = 0

  constructor(private readonly around: Surroundings) {
    const { client, timing } = around
    this.memory = new Memory(around.shelf)
    this.patience = new Patience(timing)
    this.service = new UploadService(client, this.patience)
    const lanes = new Lanes(FIRST.width)
    this.ground = {
      put: new Steering(lanes, timing).steered(watched(around.put, timing)),
      timing,
      patience: this.patience,
      lanes,
      findTwin: around.findTwin,
      service: this.service,
      newKey: around.newKey,
      workspace: client.session.workspace,
      remember: (entry, expiresAt) => this.remember(entry, expiresAt),
      forget: entry => this.forget(entry),
    }
  }

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener)
    return () => {
      this.listeners.delete(listener)
    }
  }

  readonly snapshot = () => this.shown

  /** Hears of each upload that the service has proven or refused. */
  whenSettled(listener: (upload: Upload) => void) {
    this.settling.add(listener)
    return () => {
      this.settling.delete(listener)
    }
  }

  /** Offers to continue what was begun before the page was loaded. */
  async restore() {
    const elsewhere = await this.around.tabs.held()
    const { workspace, subject } = this.around.client.session
    const here = new Set(this.entries.map(entry => entry.loraId))
    for (const kept of this.memory.all(this.now)) {
      if (kept.workspace !== workspace || kept.subject !== subject) continue
      if (elsewhere.has(kept.loraId) || here.has(kept.loraId)) continue
      const entry = this.entered({ name: kept.name, size: kept.size, phase: 'interrupted' })
      entry.loraId = kept.loraId
      entry.remembered = kept
    }
    this.tell()
  }

  /** Somebody sees where files are chosen. */
  prepare() {
    this.around.inspector.prepare()
  }

  add(files: Iterable<File>) {
    const largest = this.around.client.session.config.largestFile
    for (const file of files) {
      if (this.isHere(file)) continue
      const code = unacceptable(file, largest)
      const trouble: Trouble | undefined = code && { by: 'name', code, largest }
      const entry = this.entered({ name: file.name, size: file.size, phase: code ? 'refused' : 'checking', trouble })
      entry.file = file
      if (!code) void this.check(entry, file)
    }
    this.tell()
  }

  pause(key: string) {
    this.of(key)?.pause()
  }

  resume(key: string) {
    this.of(key)?.resume()
  }

  retry(key: string) {
    const entry = this.of(key)
    if (entry?.file && (entry.upload.phase === 'failed' || entry.upload.phase === 'cancelled')) void this.sendIfWanted(entry)
  }

  /** The one that is there is as good as this one would have been. */
  takeTwin(key: string) {
    const entry = this.of(key)
    if (!entry?.upload.twin || entry.upload.phase !== 'there') return
    entry.show({ phase: 'ready', lora: entry.upload.twin })
    this.settled(entry)
  }

  sendAnyway(key: string) {
    const entry = this.of(key)
    if (entry?.upload.phase !== 'there') return
    entry.insist()
    void this.send(entry)
  }

  /** Also of one that was interrupted: then nobody wants to continue it. */
  cancel(key: string) {
    const entry = this.of(key)
    if (!entry || !['checking', 'comparing', 'waiting', 'uploading', 'interrupted', 'failed'].includes(entry.upload.phase)) return
    const isGiven = entry.file !== undefined
    entry.stop.abort()
    entry.show({ phase: 'cancelled', paused: false, retrying: false, speed: undefined, trouble: undefined })
    void entry.abandon()
    if (!isGiven) this.dismiss(key)
  }

  dismiss(key: string) {
    const entry = this.of(key)
    if (!entry || isSending(entry.upload) || entry.upload.phase === 'verifying') return
    if (entry.upload.phase === 'failed') void entry.abandon()
    this.entries = this.entries.filter(other => other !== entry)
    this.tell()
  }

  /** Takes away what is over. */
  clear() {
    this.entries = this.entries.filter(entry => !isOver(entry.upload))
    this.tell()
  }

  /** The network is back, or seems to be. */
  wake() {
    this.patience.wake()
  }

  hear(event: LiveEvent) {
    if (event.name === 'reset') return void this.askForAll()
    const { lora } = event.name === 'changed' ? (JSON.parse(event.data) as { lora: Lora }) : { lora: undefined }
    const entry = lora && this.entries.find(entry => entry.loraId === lora.id && entry.upload.phase === 'verifying')
    if (entry) this.judged(entry, lora)
  }

  private async check(entry: Entry, file: File) {
    const { signal } = entry.stop
    const inspection = await this.around.inspector.inspect(file).catch((failure: unknown) => ({ failure }))
    if (signal.aborted) return
    if ('failure' in inspection) return entry.show({ phase: 'refused', trouble: { by: 'failure', failure: inspection.failure } })
    if (!inspection.fit) return entry.show({ phase: 'refused', trouble: { by: 'check', fault: inspection.fault } })
    entry.fingerprint = inspection.fingerprint
    entry.show({ facts: inspection.facts })
    this.continueInterrupted(entry, file)
    await this.sendIfWanted(entry)
  }

  private async sendIfWanted(entry: Entry) {
    if (await entry.isWanted()) await this.send(entry)
  }

  /** The row that asked for this very file becomes this one. */
  private continueInterrupted(entry: Entry, file: File) {
    const interrupted = this.entries.find(
      ({ remembered, upload }) => upload.phase === 'interrupted' && remembered && isSameFile(remembered, file, entry.fingerprint),
    )
    if (!interrupted) return
    entry.loraId = interrupted.loraId
    this.entries = this.entries.filter(other => other !== entry).map(other => (other === interrupted ? entry : other))
  }

  private async send(entry: Entry) {
    const lora = await entry.send()
    if (!lora) return
    entry.show({ phase: 'verifying', sent: entry.upload.size, lora })
    this.judged(entry, lora)
    this.askLater(entry, 0)
  }

  private askLater(entry: Entry, time: number) {
    this.around.timing.after(ASK_AFTER[Math.min(time, ASK_AFTER.length - 1)] ?? 0, () => {
      if (entry.upload.phase !== 'verifying') return
      void this.ask(entry).then(() => this.askLater(entry, time + 1))
    })
  }

  private async askForAll() {
    await Promise.all(this.entries.filter(entry => entry.upload.phase === 'verifying').map(entry => this.ask(entry)))
  }

  private async ask(entry: Entry) {
    try {
      this.judged(entry, await this.service.lora(entry.loraId ?? '', entry.stop.signal))
    } catch (failure) {
      if (entry.upload.phase === 'verifying') entry.fail({ by: 'failure', failure })
    }
  }

  private judged(entry: Entry, lora: Lora) {
    if (entry.upload.phase !== 'verifying') return
    if (lora.status === 'ready') entry.show({ phase: 'ready', lora })
    else if (lora.rejection) entry.fail({ by: 'proof', rejection: lora.rejection })
    else if (lora.status === 'missing') entry.fail({ by: 'failure', failure: new StorageFailed() })
    else if (lora.status === 'deleting') entry.show({ phase: 'cancelled', lora })
    if (entry.upload.phase !== 'verifying') this.settled(entry)
  }

  private settled({ upload }: Entry) {
    this.settling.forEach(listener => listener(upload))
  }

  private remember(entry: Entry, expiresAt: string) {
    const { file, loraId, fingerprint } = entry
    const { workspace, subject } = this.around.client.session
    if (!file || loraId === undefined || workspace === undefined) return
    const { name, size, lastModified } = file
    this.memory.keep({ loraId, workspace, subject, name, size, lastModified, fingerprint, expiresAt }, this.now)
    if (this.holds.has(loraId)) return
    const hold = new AbortController()
    this.holds.set(loraId, hold)
    this.around.tabs.hold(loraId, hold.signal)
  }

  private forget({ loraId }: Entry) {
    if (loraId === undefined) return
    this.memory.forget(loraId, this.now)
    this.holds.get(loraId)?.abort()
    this.holds.delete(loraId)
  }

  private entered(upload: Pick<Upload, 'name' | 'size' | 'phase'> & { trouble?: Trouble | undefined }): Entry {
    const order = ++this.count
    const entry = new Entry(
      { ...NOTHING_YET, ...upload, key: `upload-${order}` },
      order,
      this.ground,
      () => this.tell(),
      () => this.tellSoon(),
    )
    this.entries.push(entry)
    return entry
  }

  /** Dropped twice, by mistake. */
  private isHere({ name, size, lastModified }: File) {
    return this.entries.some(({ file, upload }) => {
      const goesOn = isSending(upload) || upload.phase === 'verifying' || upload.phase === 'there'
      return goesOn && file?.name === name && file.size === size && file.lastModified === lastModified
    })
  }

  private tellSoon() {
    this.scheduled ??= this.around.timing.after(NEWS_EVERY, () => this.tell())
  }

  private tell() {
    this.scheduled?.()
    this.scheduled = undefined
    for (const entry of this.entries) entry.measure()
    this.shown = this.entries.map(entry => entry.upload)
    for (const listener of this.listeners) listener()
  }

  private of(key: string) {
    return this.entries.find(entry => entry.upload.key === key)
  }

  private get now() {
    return this.around.timing.now()
  }
}
