import { render } from '@testing-library/react'
import type { ReactNode } from 'react'
import { SignedIn } from '@/access/SignIn'
import { Client } from '@/api/client'
import type { CheckAnswer, FieldError, Job, LogLine, Model, OrderRequest } from '@/api/generation'
import type { Lora, Role } from '@/api/lora'
import { TooltipProvider } from '@/ui/tooltip'
import { Toasts } from '@/ui/toasts'
import { session } from '../session'
import { PICTURE_BYTES, WAN } from './models'

type Answer = () => Response | Promise<Response>

/** Both services, as far as the form and the videos ask them. */
export class Service {
  models: ReadonlyArray<Model> = [WAN]
  loras: ReadonlyArray<Lora> = []
  jobs: ReadonlyArray<Job> = []
  check: Partial<CheckAnswer> = {}
  log: ReadonlyArray<LogLine> = []
  /** What is answered on these paths instead. */
  readonly instead = new Map<string, Answer>()
  readonly orders: Array<{ body: OrderRequest; key: string | null }> = []
  readonly asked: string[] = []
  /** What the next orders get; then each is taken. */
  readonly next: Answer[] = []

  readonly fetch: typeof fetch = async (address, request) => {
    const url = new URL(String(address))
    const method = request?.method ?? 'GET'
    this.asked.push(`${method} ${url.pathname}${url.search}`)
    const instead = this.instead.get(url.pathname)
    if (instead) return instead()
    const body = typeof request?.body === 'string' ? JSON.parse(request.body) : undefined
    if (url.pathname === '/api/models') return Response.json({ success: true, version: '1', mostPictureBytes: PICTURE_BYTES, models: this.models })
    if (url.pathname === '/api/lora') return Response.json({ success: true, loras: this.loras, total: this.loras.length })
    if (url.pathname === '/api/generate/check') return Response.json({ ...NO_OBJECTION, ...this.check })
    if (url.pathname === '/api/generate' && method === 'POST') {
      this.orders.push({ body, key: new Headers(request?.headers).get('Idempotency-Key') })
      return (this.next.shift() ?? taken)()
    }
    if (url.pathname === '/api/generate') {
      const status = url.searchParams.get('status')
      return Response.json({ success: true, jobs: this.jobs.filter(job => !status || job.status === status) })
    }
    const [, id, action] = /^\/api\/generate\/([^/]+)(?:\/(\w+))?$/.exec(url.pathname) ?? []
    return this.aboutJob(id, action, method)
  }

  private aboutJob(id: string | undefined, action: string | undefined, method: string) {
    const job = this.jobs.find(job => job.id === id)
    if (!job) return refused(404, 'NOT_FOUND', 'There is no such job.')()
    if (action === 'retry') return Response.json({ success: true, job: { ...job, id: `${id}-again`, status: 'queued' } }, { status: 202 })
    if (action === 'callback') {
      const sent: Job = { ...job, ...(job.callback && { callback: { ...job.callback, status: 'pending' } }) }
      this.jobs = this.jobs.map(one => (one.id === id ? sent : one))
      return Response.json({ success: true, job: sent }, { status: 202 })
    }
    if (action === 'log') return Response.json({ success: true, log: this.log })
    if (method === 'DELETE') return Response.json({ success: true, job: { ...job, status: 'cancelled' } })
    return Response.json({ success: true, job })
  }
}

const NO_OBJECTION: CheckAnswer = {
  success: true,
  ok: true,
  totalMemoryImpact: { bytes: 0, level: 'none', unknown: 0 },
  estimatedLoadTime: 0,
  compatibilityWarnings: [],
  loras: [],
  errors: [],
}

const taken: Answer = () => Response.json({ success: true, job: { id: 'job', status: 'queued' } }, { status: 202 })

export const lost: Answer = () => {
  throw new TypeError('Failed to fetch')
}

export function refused(status: number, code: string, error: string, errors?: ReadonlyArray<FieldError>, headers: Record<string, string> = {}): Answer {
  return () => Response.json({ status, code, error, success: false, ...(errors ? { errors } : {}) }, { status, headers })
}

export function show(service: Service, page: ReactNode, role: Role = 'owner') {
  return render(
    <TooltipProvider>
      <SignedIn client={new Client(session(role), service.fetch)}>{page}</SignedIn>
      <Toasts />
    </TooltipProvider>,
  )
}
