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
