import type { Session } from '@/access/session'
import { Refusal, Unreachable, refusalOf } from './refusal'

export type Service = 'lora' | 'generation'

export type Call = {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  readonly body?: unknown
  readonly query?: Readonly<Record<string, string | number | undefined>>
  readonly headers?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal
}

/** Speaks to the two services in the name of a session. Whatever is not an answer is thrown, as a refusal. */
export class Client {
  constructor(
    readonly session: Session,
    private readonly send: typeof fetch = (...request) => fetch(...request),
  ) {}

  async json<T>(service: Service, path: string, call: Call = {}): Promise<T> {
    const response = await this.response(service, path, call)
    return (response.status === 204 ? undefined : await response.json()) as T
  }

  async response(service: Service, path: string, call: Call = {}): Promise<Response> {
    const first = await this.attempt(service, path, call)
    if (first.status !== 401) return this.accepted(first)
    await this.session.renew()
    return this.accepted(await this.attempt(service, path, call))
  }

  private async attempt(service: Service, path: string, call: Call) {
    const url = new URL(path, service === 'lora' ? this.session.config.loraApi : this.session.config.generation)
    for (const [name, value] of Object.entries(call.query ?? {})) {
      if (value !== undefined && value !== '') url.searchParams.set(name, String(value))
    }
    const headers: Record<string, string> = {
      Authorization: `Bearer ${await this.session.token()}`,
      traceparent: traceparent(),
      ...call.headers,
    }
    if (this.session.workspace && !url.searchParams.has('workspaceId')) {
      headers['X-Workspace-Id'] = this.session.workspace
    }
    if (call.body !== undefined) headers['Content-Type'] = 'application/json'
    try {
      return await this.send(url, {
        method: call.method ?? 'GET',
        headers,
        ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
        ...(call.signal ? { signal: call.signal } : {}),
        cache: 'no-store',
        referrerPolicy: 'no-referrer',
      })
    } catch (failure) {
      if (call.signal?.aborted) throw failure
      throw new Unreachable(failure)
    }
  }

  private async accepted(response: Response) {
    if (response.ok) return response
    throw await refusalOf(response)
  }
}

/** Whether to ask again by itself: others' failures pass, our own mistakes stay. */
export function mayPass(failure: unknown) {
  return failure instanceof Unreachable || (failure instanceof Refusal && failure.passes)
}

function traceparent() {
  const hex = (bytes: number) =>
    Array.from(crypto.getRandomValues(new Uint8Array(bytes)), byte => byte.toString(16).padStart(2, '0')).join('')
  return `00-${hex(16)}-${hex(8)}-01`
}
