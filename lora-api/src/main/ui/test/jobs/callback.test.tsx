import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import axe from 'axe-core'
import fc from 'fast-check'
import type { Callback, Job } from '@/api/generation'
import type { Role } from '@/api/lora'
import { JobStage } from '@/jobs/JobStage'
import { nextLook, standingOf } from '@/jobs/callback'
import { callbackWords } from '@/jobs/callbackWords'
import { Service, show } from '../generate/service'
import { job, VIDEO } from './jobs'

const NOW = Date.parse('2026-01-31T12:00:00Z')
const NEXT = '2100-01-01T00:00:00Z'

const ended = (callback: Partial<Callback>): Job =>
  job('d', { status: 'succeeded', attempt: 1, video: VIDEO, finishedAt: '2026-01-31T12:00:20Z', callback: { host: 'hooks.test', status: 'pending', attempts: 0, ...callback } })

function open(one: Job, role?: Role) {
  const service = new Service()
  service.jobs = [one]
  show(service, <JobStage selected="d" />, role)
  return { service, user: userEvent.setup() }
}

async function section() {
  return (await screen.findByRole('heading', { name: 'Callback' })).closest('section')!
}

test('an address that was told is named, with the time', async () => {
  open(ended({ status: 'delivered', attempts: 1, deliveredAt: new Date().toISOString() }))
  expect(within(await section()).getByText('hooks.test')).toBeVisible()
  expect(within(await section()).getByText('Delivered')).toBeVisible()
  expect(within(await section()).getByText('now')).toBeVisible()
})

test('one that was given up says why, and is told once more by whoever may', async () => {
  const { service, user } = open(ended({ status: 'failed', attempts: 10, reason: 'It answered 410.' }))
  expect(within(await section()).getByText('It answered 410. Tried 10 times.')).toBeVisible()
  expect((await axe.run(await section(), { rules: { 'color-contrast': { enabled: false } } })).violations).toEqual([])
  await user.click(within(await section()).getByRole('button', { name: 'Send again' }))
  expect(await within(await section()).findByText('On its way')).toBeVisible()
  expect(service.asked.filter(request => request.endsWith('/callback'))).toEqual(['POST /api/generate/d/callback'])
  expect(await screen.findByText('The callback is sent again')).toBeVisible()
})

test('what becomes of it is looked at by itself', async () => {
  const { service } = open(ended({ attempts: 1 }))
  await section()
  service.jobs = [ended({ status: 'delivered', attempts: 1, deliveredAt: '2026-01-31T12:00:21Z' })]
  expect(await within(await section()).findByText('Delivered')).toBeVisible()
})

test('one that waits for its next attempt can be sent now, but not by somebody who only reads', async () => {
  open(ended({ attempts: 2, nextAt: NEXT, reason: 'It answered 503.' }), 'viewer')
  expect(within(await section()).getByText(/^It answered 503\. Next attempt: /)).toBeVisible()
  expect(within(await section()).queryByRole('button')).toBeNull()
})

test('a job without one says nothing about it', async () => {
  const { callback: _, ...rest } = ended({})
  open(rest)
  await screen.findByText('Prompt of d')
  await waitFor(() => expect(screen.queryByRole('heading', { name: 'Callback' })).toBeNull())
})

test('it is looked at again after it is due, never at once and never too late, and not at all when it is settled', () => {
  const callback = fc.record(
    { host: fc.constant('hooks.test'), status: fc.constantFrom('pending', 'delivered', 'failed'), attempts: fc.nat(20), nextAt: fc.integer({ min: -1e9, max: 1e9 }).map(off => new Date(NOW + off).toISOString()) },
    { requiredKeys: ['host', 'status', 'attempts'] },
  )
  fc.assert(
    fc.property(callback, fc.boolean(), (callback, over) => {
      const one = over ? ended({}) : job('d', { status: 'running' })
      const wait = nextLook(one, callback as Callback, NOW)
      if (callback.status !== 'pending' || !over) {
        expect(wait).toBe(false)
      } else {
        expect(wait).toBeGreaterThanOrEqual(3_000)
        expect(wait).toBeLessThanOrEqual(600_000)
        expect(standingOf(one, callback as Callback, NOW)).toMatch(/sending|waiting/)
      }
    }),
    { numRuns: 200 },
  )
})

test('every state has its words in both languages', () => {
  for (const words of [callbackWords.en, callbackWords.ko]) for (const said of Object.values(words.states)) expect(said).toMatch(/\S/)
})
