import { Client } from '@/api/client'
import type { ChangeRequest, Lora, Role, Usage } from '@/api/lora'
import { session } from '../session'

type Answer = { status?: number; body: unknown }

/** A lora-api of one workspace, as far as the library asks it anything. */
export class FakeServer {
  readonly asked: string[] = []
  /** What it says to a method and path instead of what it would. */
  readonly refusals = new Map<string, Answer>()
  readonly deleting = new Map<string, Lora>()
  /** How many videos of each state there are, whatever they are made with. */
  readonly videos = new Map<string, number>()
  usage: Usage = { usedBytes: 12_400_000_000, reservedBytes: 0, quotaBytes: 107_374_182_400, loraCount: 3, loraLimit: 1000, openUploads: 0 }
  private readonly streams = new Set<ReadableStreamDefaultController<Uint8Array>>()
  private lastEvent = 0

  constructor(public loras: ReadonlyArray<Lora> = []) {}

  client(role: Role = 'owner') {
    return new Client(session(role), async (input, init) => this.answer(new URL(String(input)), init))
  }

  get listeners() {
    return this.streams.size
  }

  /** To everybody who listens. */
  say(name: string, data: unknown) {
    const block = `id: ${++this.lastEvent}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`
    for (const stream of this.streams) stream.enqueue(new TextEncoder().encode(block))
  }

  add(lora: Lora) {
    this.loras = [lora, ...this.loras]
    this.say('added', { success: true, lora })
  }

  change(lora: Lora) {
    this.loras = this.loras.map(one => (one.id === lora.id ? lora : one))
    this.say('changed', { success: true, lora })
  }

  private answer(url: URL, init: RequestInit | undefined): Response {
    const method = init?.method ?? 'GET'
    const request = `${method} ${url.pathname}`
    if (url.pathname.endsWith('/events')) return this.events(url.pathname === '/api/lora/events')
    this.asked.push(request)
    const refused = this.refusals.get(request)
    if (refused) return json(refused)
    if (request === 'GET /api/generate') return json({ body: { success: true, jobs: this.jobs(url.searchParams.get('status') ?? '') } })
    if (request === 'GET /api/workspaces/demo') return json({ body: { success: true, workspace: { id: 'demo', role: 'owner', closing: false, usage: this.usage } } })
    const [, , , id, action] = url.pathname.split('/')
    if (!id) return json({ body: this.page(url.searchParams) })
    if (action === 'restore') return json({ body: { success: true, lora: this.restore(id) } })
    if (method === 'DELETE') return json({ body: this.remove(id) })
    if (method === 'PATCH') return json(this.patch(id, JSON.parse(String(init?.body)), new Headers(init?.headers).get('If-Match')))
    return json({ body: { success: true, lora: this.loras.find(lora => lora.id === id) } })
  }

  private jobs(status: string) {
    return Array.from({ length: this.videos.get(status) ?? 0 }, (_, index) => ({ id: `${status}-${index}`, status, parameters: { prompt: `A ${status} harbour ${index}` } }))
  }

  private events(ours: boolean) {
    let own: ReadableStreamDefaultController<Uint8Array>
    const body = new ReadableStream<Uint8Array>({
      start: controller => {
        own = controller
        if (ours) this.streams.add(controller)
      },
      cancel: () => void this.streams.delete(own),
    })
    return new Response(body, { headers: { 'Content-Type': 'text/event-stream' } })
  }

  private page(query: URLSearchParams) {
    const states = (query.get('status') ?? 'ready').split(',')
    const words = (query.get('query') ?? '').toLowerCase().split(/\s+/).filter(Boolean)
    const fits = this.loras.filter(lora => states.includes(lora.status) && words.every(word => lora.name.toLowerCase().includes(word)))
    const from = Number(query.get('cursor') ?? 0)
    const to = from + Number(query.get('limit') ?? 50)
    return { success: true, loras: fits.slice(from, to), total: fits.length, ...(to < fits.length && { nextCursor: String(to) }) }
  }

  private remove(id: string) {
    const lora = this.loras.find(lora => lora.id === id)
    if (lora) this.deleting.set(id, lora)
    this.loras = this.loras.filter(lora => lora.id !== id)
    return { success: true, undoUntil: new Date(Date.now() + 30_000).toISOString() }
  }

  private restore(id: string) {
    const lora = this.deleting.get(id)
    if (lora) this.loras = [...this.loras, lora]
    return lora
  }

  private patch(id: string, change: ChangeRequest, version: string | null): Answer {
    const lora = this.loras.find(lora => lora.id === id)
    if (!lora) return refusal(404, 'NOT_FOUND', 'There is no such LoRA.')
    if (version !== `"${lora.version}"`) return refusal(412, 'CHANGED_MEANWHILE', 'Somebody else changed it.')
    const { description, expert, ...rest } = change
    const changed: Lora = { ...lora, ...rest, ...(description && { description }), ...(expert && { expert }), version: lora.version + 1 }
    this.loras = this.loras.map(one => (one.id === id ? changed : one))
    return { body: { success: true, lora: changed } }
  }
}

export function refusal(status: number, code: string, error: string): Answer {
  return { status, body: { success: false, status, code, error } }
}

function json({ status = 200, body }: Answer) {
  return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } })
}
