import { Client } from '@/api/client'
import { listen, type Connection } from '@/live/stream'
import { session } from '../session'

test('goes on after a break with the id of the last event', async () => {
  const asked: Array<string | null> = []
  const bodies = ['id: 1\nevent: changed\ndata: {"a":1}\n\n: heartbeat\n\nid: 2\nevent: changed\nda', 'id: 3\nevent: removed\ndata: x\ndata: y\n\n']
  const client = new Client(session(), async (_, request) => {
    asked.push(new Headers(request?.headers).get('Last-Event-ID'))
    const body = bodies.shift()
    if (body === undefined) return new Promise<Response>(() => {})
    return new Response(body, { headers: { 'Content-Type': 'text/event-stream' } })
  })
  const events: string[] = []
  const states: Connection[] = []
  const stop = listen(client, 'lora', '/api/lora/events', {
    event: event => events.push(`${event.id} ${event.name} ${event.data}`),
    connection: state => states.push(state),
  })
  await vi.waitFor(() => expect(asked).toHaveLength(3), 5_000)
  stop()
  expect(events).toEqual(['1 changed {"a":1}', '3 removed x\ny'])
  expect(asked).toEqual([null, '1', '3'])
  expect(states.slice(0, 3)).toEqual(['connecting', 'live', 'reconnecting'])
})

test('asks again when the network goes, which a silent connection does not tell', async () => {
  const states: Connection[] = []
  let asked = 0
  const client = new Client(session(), async (_, request) => {
    if (asked++ > 0) throw new TypeError('no network')
    const body = new ReadableStream({ start: opened => request?.signal?.addEventListener('abort', () => opened.error(request.signal?.reason)) })
    return new Response(body)
  })
  const stop = listen(client, 'lora', '/api/lora/events', { event: () => {}, connection: state => states.push(state) })
  await vi.waitFor(() => expect(states.at(-1)).toBe('live'))
  dispatchEvent(new Event('offline'))
  await vi.waitFor(() => expect(states.at(-1)).toBe('reconnecting'))
  await vi.waitFor(() => expect(asked).toBe(2), 5_000)
  stop()
})
