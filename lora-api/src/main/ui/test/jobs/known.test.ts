import fc from 'fast-check'
import type { Callback, Job } from '@/api/generation'
import { hasEnded, later, learn, listed, type Known } from '@/jobs/known'
import { job, life, VIDEO } from './jobs'

const NOW = Date.parse('2026-01-31T12:00:00Z')
const NOTHING: Known = new Map()

const times = ['2026-01-31T12:00:00Z', '2026-01-31T12:00:01Z', '2026-01-31T12:00:01Z', '2026-01-31T12:00:02Z']
const lives = fc.tuple(...times.map((time, index) => life(`job${index}`, time)))

const hear = (events: ReadonlyArray<Job>) => events.reduce((known, event) => learn(known, [event], NOW), NOTHING)

test('events in any order and any number make the same list', () => {
  const heard = lives.chain(lives => {
    const all = lives.flat()
    return fc.tuple(
      fc.constant(all),
      fc.shuffledSubarray(all, { minLength: all.length }),
      fc.array(fc.constantFrom(...all), { maxLength: 20 }),
    )
  })
  fc.assert(
    fc.property(heard, ([inOrder, shuffled, again]) => {
      const list = listed(hear(inOrder), [], true)
      expect(listed(hear([...shuffled, ...again]), [], true)).toEqual(list)
      expect(listed(learn(NOTHING, shuffled, NOW), [], true)).toEqual(list)
      expect(list.map(job => job.id)).toEqual(['job3', 'job2', 'job1', 'job0'])
    }),
    { numRuns: 300 },
  )
})

test('an end never changes', () => {
  fc.assert(
    fc.property(life('a', times[0]!), life('a', times[0]!), (one, other) => {
      const end = one.at(-1)!
      expect(hear([end, ...other]).get('a')?.status).toBe(end.status)
      expect(hasEnded(hear([...one, ...other]).get('a')!)).toBe(true)
    }),
    { numRuns: 200 },
  )
})

test('what says nothing new leaves everything as it was, so that nothing is drawn again', () => {
  fc.assert(
    fc.property(life('a', times[0]!), events => {
      const known = hear(events)
      expect(learn(known, structuredClone(events), NOW)).toBe(known)
    }),
    { numRuns: 100 },
  )
})

test('addresses are replaced only when they are about to end', () => {
  const at = (expiresAt: string, url: string) => job('a', { status: 'succeeded', video: { ...VIDEO, expiresAt, url } })
  const old = at('2026-01-31T12:30:00Z', 'https://bucket.test/1')
  const fresh = at('2026-01-31T13:30:00Z', 'https://bucket.test/2')
  expect(later(old, fresh, NOW)).toBe(old)
  expect(later(old, fresh, Date.parse('2026-01-31T12:29:30Z'))).toBe(fresh)
  expect(later(fresh, old, Date.parse('2026-01-31T13:29:30Z'))).toBe(fresh)
})

test('what becomes of a callback after the end is known, and a video that plays keeps its address', () => {
  const at = (attempts: number, status: Callback['status'], url = 'https://bucket.test/1') =>
    job('a', { status: 'succeeded', video: { ...VIDEO, url }, callback: { host: 'hooks.test', status, attempts } })
  const old = at(1, 'pending')
  const told = later(old, at(2, 'delivered', 'https://bucket.test/2'), NOW)
  expect(told).toEqual(at(2, 'delivered'))
  expect(later(told, old, NOW)).toBe(told)
  expect(later(told, at(2, 'pending'), NOW).callback?.status).toBe('pending')
  expect(later(told, structuredClone(told), NOW)).toBe(told)
})

test('an older job than what was loaded waits for its page', () => {
  const loaded = [job('c', { requestedAt: times[3]! }), job('b', { requestedAt: times[1]! })]
  const known = learn(NOTHING, [...loaded, job('a', { requestedAt: times[0]! }), job('d', { requestedAt: '2026-01-31T12:00:03Z' })], NOW)
  expect(listed(known, loaded, false).map(job => job.id)).toEqual(['d', 'c', 'b'])
  expect(listed(known, loaded, true).map(job => job.id)).toEqual(['d', 'c', 'b', 'a'])
})

test('a filtered list loses a job that is in another state now', () => {
  const running = job('a', { status: 'running', attempt: 1 })
  const known = learn(NOTHING, [running, { ...running, status: 'succeeded', video: VIDEO }], NOW)
  expect(listed(known, [running], true, 'running')).toEqual([])
})
