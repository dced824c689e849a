import type { Client, Service } from '@/api/client'

export type LiveEvent = { readonly id: string | undefined; readonly name: string; readonly data: string }
export type Connection = 'connecting' | 'live' | 'reconnecting'

const FIRST_WAIT = 500
const LONGEST_WAIT = 15_000
/** Services send a comment more often than this. */
const SILENCE = 45_000

/**
 * Server-sent events with our own headers, which an EventSource cannot send. Goes on after every break with the id of
 * the last event, until it is told to stop.
 */
export function listen(
  client: Client,
  service: Service,
  path: string,
  heard: { event(event: LiveEvent): void; connection(state: Connection): void },
): () => void {
  const stopped = new AbortController()
  void follow(client, service, path, heard, stopped.signal)
  return () => stopped.abort()
}

async function follow(
  client: Client,
  service: Service,
  path: string,
  heard: Parameters<typeof listen>[3],
  stopped: AbortSignal,
) {
  let last: string | undefined
  let wait = FIRST_WAIT
  heard.connection('connecting')
  while (!stopped.aborted) {
    const silent = new AbortController()
    try {
      const response = await client.response(service, path, {
        headers: { Accept: 'text/event-stream', ...(last ? { 'Last-Event-ID': last } : {}) },
        signal: AbortSignal.any([stopped, silent.signal]),
      })
      heard.connection('live')
      wait = FIRST_WAIT
      for await (const event of events(response, silent)) {
        last = event.id ?? last
        heard.event(event)
      }
    } catch {
      // Whatever it was: the next connection asks for what was missed.
    }
    if (stopped.aborted) return
    heard.connection('reconnecting')
    await pause(wait * (0.5 + Math.random() / 2), stopped)
    wait = Math.min(wait * 2, LONGEST_WAIT)
  }
}

async function* events(response: Response, silent: AbortController): AsyncGenerator<LiveEvent> {
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  // Whether a network that goes takes the service with it is only known by asking again.
  addEventListener('offline', () => silent.abort(), { once: true, signal: silent.signal })
  for (;;) {
    const timer = setTimeout(() => silent.abort(), SILENCE)
    const { done, value } = await reader.read().finally(() => clearTimeout(timer))
    if (done) return
    const blocks = (rest + value.replaceAll('\r\n', '\n')).split('\n\n')
    rest = blocks.pop() ?? ''
    for (const block of blocks) {
      const event = parsed(block)
      if (event) yield event
    }
  }
}

function parsed(block: string): LiveEvent | undefined {
  const fields = { id: undefined as string | undefined, event: 'message', data: [] as string[] }
  for (const line of block.split('\n')) {
    const colon = line.indexOf(':')
    if (colon <= 0) continue
    const value = line.slice(colon + 1).replace(/^ /, '')
    const field = line.slice(0, colon)
    if (field === 'id') fields.id = value
    if (field === 'event') fields.event = value
    if (field === 'data') fields.data.push(value)
  }
  return fields.data.length === 0 ? undefined : { id: fields.id, name: fields.event, data: fields.data.join('\n') }
}

/** Ends early when the network comes back. */
function pause(millis: number, stopped: AbortSignal) {
  return new Promise<void>(resolve => {
    const timer = setTimeout(resolve, millis)
    addEventListener('online', () => resolve(), { once: true, signal: stopped })
    stopped.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
