import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import axe from 'axe-core'
import { Compare } from '@/compare/Compare'
import { JobList } from '@/jobs/JobList'
import { speak } from '@/words/language'
import { Service, show } from '../generate/service'
import { job, used, VIDEO } from '../jobs/jobs'

const SAME = { prompt: 'A harbour at dusk', width: 832, height: 480, seed: 7 }
const weak = job('weak', { status: 'succeeded', video: VIDEO, parameters: SAME, loras: [used('lantern', 0.4)] })
const strong = job('strong', { status: 'succeeded', video: { ...VIDEO, url: 'https://bucket.test/strong.mp4' }, parameters: SAME, loras: [used('lantern', 0.8)] })
const running = job('running', { status: 'running', parameters: SAME, loras: [used('lantern', 1.2)], progress: { phase: 'rendering', percent: 42 } })

function open(jobs = [weak, strong, running]) {
  const service = new Service()
  service.jobs = jobs
  show(service, <Compare ids={jobs.map(job => job.id)} />)
  return userEvent.setup()
}
const nth = (number: number) => screen.findByRole('listitem', { name: new RegExp(`^Video ${number} of`) })

afterEach(() => {
  speak('en')
  history.replaceState(null, '', '/')
})

test('under each is what it has of its own, and what all share is told once', async () => {
  open()
  await waitFor(async () => expect(await nth(1)).toHaveTextContent('lantern_high_noise'))
  expect(await nth(1)).toHaveTextContent('× 0.4')
  expect(await nth(2)).toHaveTextContent('× 0.8')
  expect(await nth(3)).toHaveTextContent('× 1.2')
  expect(screen.getAllByText('A harbour at dusk')).toHaveLength(1)
  expect(screen.queryByText('832')).toBeNull()
  expect(screen.getByText('Everything else is the same.')).toBeVisible()
})

test('what is still made has its place, with how far it is', async () => {
  open()
  expect(await screen.findByText('2 of 3 are done')).toBeVisible()
  expect(within(await nth(3)).getByRole('progressbar')).toHaveAttribute('aria-valuenow', '42')
  expect(within(await nth(1)).getByLabelText('Video made of: A harbour at dusk')).toHaveAttribute('src', VIDEO.url)
})

test('one set of controls plays and stops all of them, by keyboard too', async () => {
  const told: string[] = []
  const play = vi.spyOn(HTMLMediaElement.prototype, 'play').mockImplementation(async function (this: HTMLMediaElement) {
    told.push(`play ${this.src}`)
  })
  const pause = vi.spyOn(HTMLMediaElement.prototype, 'pause').mockImplementation(function (this: HTMLMediaElement) {
    told.push(`pause ${this.src}`)
  })
  const user = open()
  await waitFor(() => expect(document.querySelectorAll('video')).toHaveLength(2))
  const videos = [...document.querySelectorAll('video')]
  for (const video of videos) Object.defineProperty(video, 'duration', { value: 5 })
  expect(videos.every(video => !video.controls && video.muted)).toBe(true)
  screen.getByRole('button', { name: 'Play all' }).focus()
  await user.keyboard('{Enter}')
  await user.click(await screen.findByRole('button', { name: 'Pause all' }))
  expect(new Set(told)).toEqual(new Set(videos.flatMap(({ src }) => [`play ${src}`, `pause ${src}`])))
  expect(screen.getByRole('slider', { name: 'Position' })).toHaveAttribute('aria-valuetext', expect.stringContaining('of 5 seconds'))
  play.mockRestore()
  pause.mockRestore()
})

test('one that is left out is gone from the address too', async () => {
  const user = open()
  await user.click(await screen.findByRole('button', { name: 'Leave video 2 out' }))
  expect(location.hash).toBe('#/compare/weak/running')
})

test('finished videos are chosen from the list', async () => {
  const service = new Service()
  service.jobs = [weak, strong, running]
  const compared: Array<ReadonlyArray<string>> = []
  show(service, <JobList selected={undefined} onSelect={() => {}} onCompare={jobs => compared.push(jobs)} />)
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: 'Compare' }))
  const boxes = await screen.findAllByRole('checkbox')
  expect(boxes.filter(box => !(box as HTMLInputElement).disabled)).toHaveLength(2)
  const go = screen.getAllByRole('button', { name: 'Compare' }).at(-1)!
  expect(go).toBeDisabled()
  for (const box of boxes) await user.click(box)
  expect(screen.getByText('2 chosen')).toBeVisible()
  await user.click(go)
  expect(compared.map(jobs => jobs.toSorted())).toEqual([['strong', 'weak']])
})

test.each(['en', 'ko'] as const)('nothing is out of reach of assistive technology (%s)', async language => {
  speak(language)
  open([weak, strong, running, job('gone', { status: 'failed', failure: { code: 'LOST', message: 'x' }, parameters: SAME })])
  await waitFor(() => expect(document.querySelectorAll('video')).toHaveLength(2))
  const { violations } = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false }, region: { enabled: false } } })
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join()}`)).toEqual([])
  if (language === 'ko') expect(screen.getByText('4개 중 2개 완료')).toBeVisible()
})
