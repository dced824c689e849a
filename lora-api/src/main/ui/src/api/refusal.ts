import type { FieldError } from './lora'

/** What a service said no to. `sentence` is for people, `code` to decide by. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly sentence: string,
    readonly errors: ReadonlyArray<FieldError> = [],
    readonly retryAfterSeconds?: number,
    readonly traceId?: string,
  ) {
    super(sentence)
    this.name = 'Refusal'
  }

  /** Whether the same request may work later. */
  get passes() {
    return this.status === 429 || this.status === 503
  }
}

/** Nobody answered: the network, or a service that is starting. */
export class Unreachable extends Error {
  constructor(cause: unknown) {
    super('The server cannot be reached.', { cause })
    this.name = 'Unreachable'
  }
}

export async function refusalOf(response: Response): Promise<Refusal> {
  const retryAfter = Number(response.headers.get('Retry-After'))
  const seconds = Number.isFinite(retryAfter) && retryAfter > 0 ? retryAfter : undefined
  try {
    const problem = await response.json()
    return new Refusal(
      response.status,
      String(problem.code),
      String(problem.error),
      Array.isArray(problem.errors) ? problem.errors : [],
      seconds,
      typeof problem.traceId === 'string' ? problem.traceId : undefined,
    )
  } catch {
    return new Refusal(response.status, 'UNKNOWN', `The server answered ${response.status}.`, [], seconds)
  }
}
