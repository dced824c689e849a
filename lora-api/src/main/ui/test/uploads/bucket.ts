import { Client } from '@/api/client'
import { Unreachable } from '@/api/refusal'
import type { Lora, Status } from '@/api/lora'
import type { Put, PutAnswer } from '@/uploads/engine/put'
import { session } from '../session'
import type { Timeline } from './timeline'

export type Fault = 'error' | 'busy' | 'forbidden' | 'network' | 'stall' | 'unheard'
export type Range = { readonly from: number; readonly to: number }
type Opened = {
  readonly lora: Lora
  readonly partSize: number
  readonly multipart: boolean
  readonly stored: Map<number, Range>
  status: Status
  object?: Range[]
  /** The bucket has forgotten it, or has put it together. */
  gone?: 'forgotten' | 'complete'
}

/** The service and its bucket in one, for as many uploads as there are. Bytes are known by where in their file they were. */
export class Bucket {
  readonly uploads = new Map<string, Opened>()
  readonly puts: number[] = []
  readonly asked: string[] = []
  /** What goes wrong with the next PUTs, one after the other. */
  faults: Array<Fault | undefined> = []
  calls: Array<number | undefined> = []
  partSize = 100
  /** URLs that were refused once stay refused. */
  private readonly spoilt = new Set<string>()
  private signatures = 0
  together = 0
  mostTogether = 0
  urlsLast = 3_600_000
  /** Bytes a second for each PUT. */
  speed = 1_000
  /** The line that all PUTs share instead, and how long the bucket thinks about each of them. */
  line: { readonly bytesPerSecond: number; readonly answerAfter: number } | undefined
  private lineFreeAt = 0

  constructor(private readonly time: Timeline) {}

  readonly client = new Client(session(), async (url, request) => this.answer(new URL(String(url)), request))

  readonly put: Put = async (part, body, progress, signal) => {
    const [id = '', number = ''] = new URL(part.url).pathname.split('/').slice(-2)
    const range = body as unknown as Range
    const upload = this.uploads.get(id)
    const fault = this.faults.shift()
    const expired = Date.parse(part.expiresAt) < this.time.now()
    this.puts.push(Number(number))
    this.mostTogether = Math.max(this.mostTogether, ++this.together)
    try {
      const until = fault === 'network' || fault === 'stall' ? 0.5 : 1
      await this.flow(range, until, progress, signal)
      if (fault === 'stall') await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
      if (fault === 'network') throw new Unreachable(number)
      if (fault === 'error') return answer(500)
      if (fault === 'busy') return { ...answer(503), retryAfterSeconds: 7 }
      if (fault === 'forbidden') this.spoilt.add(part.url)
      if (expired || this.spoilt.has(part.url)) return answer(403)
      if (!upload || upload.gone || upload.status !== 'uploading') return answer(404)
      if (!upload.multipart && upload.stored.size > 0) return answer(412)
      upload.stored.set(Number(number), { from: range.from, to: range.to })
      if (fault === 'unheard') throw new Unreachable(number)
      return { ...answer(200), etag: `"${id}-${number}"` }
    } finally {
      this.together--
    }
  }

  private async flow(range: Range, share: number, progress: (loaded: number) => void, signal: AbortSignal) {
    const size = (range.to - range.from) * share
    for (const loaded of [size / 3, (size * 2) / 3, size]) {
      await new Promise<void>((resolve, reject) => {
        const stop = this.time.after(this.line ? this.turnOnLine(size / 3, this.line.bytesPerSecond) : (size / 3 / this.speed) * 1000, resolve)
        signal.addEventListener('abort', () => {
          stop()
          reject(signal.reason)
        })
        if (signal.aborted) reject(signal.reason)
      })
      progress(Math.floor(loaded))
    }
    const { line } = this
    if (line) await new Promise<void>(resolve => this.time.after(line.answerAfter, resolve))
  }

  /** How long until it is through: the line carries one piece after the other. */
  private turnOnLine(bytes: number, bytesPerSecond: number) {
    const now = this.time.now()
    this.lineFreeAt = Math.max(now, this.lineFreeAt) + (bytes / bytesPerSecond) * 1000
    return this.lineFreeAt - now
  }

  private answer(url: URL, request: RequestInit | undefined): Response {
    const method = request?.method ?? 'GET'
    const steps = url.pathname.replace('/api/lora', '').split('/').filter(Boolean)
    this.asked.push(`${method} ${steps.map(step => (this.uploads.has(step) ? '{id}' : step)).join('/')}`)
    const fault = this.calls.shift()
    if (fault !== undefined) return problem(fault, fault === 503 ? 'UNAVAILABLE' : 'INTERNAL_ERROR')
    const body = request?.body ? JSON.parse(String(request.body)) : {}
    if (method === 'POST' && steps.join() === 'upload') return this.opened(body, new Headers(request?.headers).get('Idempotency-Key') ?? '')
    const upload = this.uploads.get(steps[0] ?? '')
    if (!upload) return problem(404, 'NOT_FOUND')
    if (steps.length === 1) return json({ lora: this.loraOf(upload) })
    if (method === 'DELETE') return this.abandoned(upload)
    if (upload.status !== 'uploading' && steps[2] !== 'complete') {
      return upload.status === 'deleting' ? problem(410, 'UPLOAD_EXPIRED') : problem(409, 'WRONG_STATE')
    }
    if (steps[2] === 'parts') return json({ parts: body.numbers.map((number: number) => this.signed(upload, number)) })
    return steps[2] === 'complete' ? this.completed(upload, body.parts) : json({ upload: this.progress(upload) })
  }

  private opened({ fileName, fileSize }: { fileName: string; fileSize: number }, key: string): Response {
    const id = `lora-${key}`
    const multipart = fileSize > this.partSize
    const upload = this.uploads.get(id) ?? {
      lora: { id, name: fileName, fileName, fileSize, status: 'uploading' } as Lora,
      partSize: multipart ? this.partSize : fileSize,
      multipart,
      stored: new Map(),
      status: 'uploading' as const,
    }
    this.uploads.set(id, upload)
    const parts = Array.from({ length: Math.min(3, this.countOf(upload)) }, (_, index) => this.signed(upload, index + 1))
    return json({ lora: this.loraOf(upload), upload: { ...this.progress(upload), parts } })
  }

  private completed(upload: Opened, parts: Array<{ number: number }> | undefined): Response {
    if (upload.gone === 'complete') upload.status = 'verifying'
    if (upload.status !== 'uploading') return json({ lora: this.loraOf(upload) })
    if (upload.gone) return problem(410, 'UPLOAD_EXPIRED')
    const numbers = parts?.map(part => part.number) ?? [...upload.stored.keys()].toSorted((one, other) => one - other)
    const found = numbers.map(number => upload.stored.get(number))
    if (found.length !== this.countOf(upload) || found.includes(undefined)) return problem(409, 'UPLOAD_INCOMPLETE')
    upload.object = found.filter(range => range !== undefined)
    upload.status = 'verifying'
    return json({ lora: this.loraOf(upload) })
  }

  private abandoned(upload: Opened): Response {
    upload.status = 'deleting'
    return { ok: true, status: 204, headers: new Headers() } as Response
  }

  private progress(upload: Opened) {
    return {
      strategy: upload.multipart ? 'multipart' : 'single',
      partSize: upload.partSize,
      partCount: this.countOf(upload),
      uploaded: upload.multipart && !upload.gone
        ? [...upload.stored].map(([number, { from, to }]) => ({ number, etag: 'x', size: to - from }))
        : [],
      expiresAt: new Date(this.time.now() + 86_400_000).toISOString(),
    }
  }

  private signed(upload: Opened, number: number) {
    const size = Math.min(upload.partSize, upload.lora.fileSize - (number - 1) * upload.partSize)
    const expiresAt = new Date(this.time.now() + this.urlsLast).toISOString()
    return { number, url: `http://s3.test/${upload.lora.id}/${number}?${++this.signatures}`, headers: {}, size, expiresAt }
  }

  private loraOf(upload: Opened): Lora {
    return { ...upload.lora, status: upload.status }
  }

  private countOf(upload: Opened) {
    return Math.ceil(upload.lora.fileSize / upload.partSize)
  }
}

/** A file of any size that takes no memory. */
export function fileOf(name: string, size: number, lastModified = 1): File {
  const slice = (from: number, to: number) => ({ from, to: Math.min(to, size), arrayBuffer: async () => new ArrayBuffer(0) })
  return { name, size, lastModified, slice } as unknown as File
}

function answer(status: number): PutAnswer {
  return { status, etag: undefined, retryAfterSeconds: undefined }
}

function json(body: object): Response {
  return { ok: true, status: 200, headers: new Headers(), json: async () => ({ success: true, ...body }) } as Response
}

function problem(status: number, code: string): Response {
  return { ok: false, status, headers: new Headers(), json: async () => ({ code, error: code }) } as Response
}
