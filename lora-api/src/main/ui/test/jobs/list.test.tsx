import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import axe from 'axe-core'
import { JobList } from '@/jobs/JobList'
import { JobStage } from '@/jobs/JobStage'
import { failureWords } from '@/jobs/failureWords'
import { Service, show } from '../generate/service'
import { job, VIDEO } from './jobs'

const failed = job('f', {
  status: 'failed',
  attempt: 1,
  finishedAt: '2026-01-31T12:00:20Z',
  requestedAt: '2026-01-31T12:00:03Z',
  failure: { code: 'OUT_OF_MEMORY', message: 'CUDA out of memory.' },
})
const done = job('d', { status: 'succeeded', attempt: 1, video: VIDEO, finishedAt: '2026-01-31T12:00:20Z', cost: { amount: 1.5, currency: 'USD' }, adjustments: ['Reduced LoRA complexity due to memory constraints'] })
const running = job('r', { status: 'running', attempt: 1, progress: { phase: 'rendering', percent: 42 }, requestedAt: '2026-01-31T12:00:05Z' })

function open(jobs = [running, failed, done], selected?: string) {
  const service = new Service()
  service.jobs = jobs
  show(
    service,
    <>
      <JobStage selected={selected} />
      <JobList selected={selected} onSelect={() => {}} />
    </>,
  )
  return { service, user: userEvent.setup() }
}
const list = () => screen.getByRole('region', { name: 'Videos' })

test('the newest job is on the stage, with its phase and how far it is', async () => {
  open()
  const stage = await screen.findByRole('region', { name: 'Preview' })
  expect(await within(stage).findByText('42%')).toBeVisible()
  expect(within(stage).getByRole('listitem', { current: 'step' })).toHaveTextContent('Rendering')
})

test('a failed job says why and what to do next, and is made again with one click', async () => {
  const { service, user } = open(undefined, 'f')
  expect(await screen.findByText('The worker ran out of GPU memory.')).toBeVisible()
  expect(screen.getByText(/Try using fewer LoRAs/)).toBeVisible()
  expect(screen.getByText(/CUDA out of memory/)).toBeInTheDocument()
  await user.click(screen.getByRole('button', { name: 'Try again' }))
  await waitFor(() => expect(service.asked).toContain('POST /api/generate/f/retry'))
})

test('every reason to fail has its words in both languages', () => {
  expect(Object.keys(failureWords.ko)).toEqual(Object.keys(failureWords.en))
  for (const [why, next] of [...Object.values(failureWords.en), ...Object.values(failureWords.ko)]) {
    expect(why).toMatch(/\S/)
    expect(next).toMatch(/\S/)
  }
})

test('a video plays where it is, and what was changed about it is told', async () => {
  open(undefined, 'd')
  const video = await screen.findByLabelText('Video made of: Prompt of d')
  expect(video).toHaveAttribute('src', VIDEO.url)
  expect(video).toHaveAttribute('poster', VIDEO.thumbnailUrl)
  expect(screen.getByText('Reduced LoRA complexity due to memory constraints')).toBeVisible()
  expect(screen.getByText('$1.50')).toBeVisible()
})

test('an address that does not work is replaced, and a file that is gone is told', async () => {
  const { service } = open(undefined, 'd')
  const video = await screen.findByLabelText('Video made of: Prompt of d')
  service.jobs = service.jobs.map(job => (job.id === 'd' ? { ...job, video: { ...VIDEO, url: 'https://bucket.test/fresh.mp4' } } : job))
  fireEvent.error(video)
  await waitFor(() => expect(video).toHaveAttribute('src', 'https://bucket.test/fresh.mp4'))
  fireEvent.error(video)
  expect(await screen.findByText('The file cannot be loaded')).toBeVisible()
})

test('what happened to a job is told to whoever asks, with the time since it was ordered', async () => {
  const { service, user } = open(undefined, 'f')
  service.log = [
    { at: '2026-01-31T12:00:03Z', what: 'ordered' },
    { at: '2026-01-31T12:00:04Z', what: 'asked', attempt: 1 },
    { at: '2026-01-31T12:01:08Z', what: 'attempt-failed', attempt: 1, detail: 'CUDA out of memory.' },
    { at: '2026-01-31T12:01:09Z', what: 'asked', attempt: 2 },
  ]
  const summary = await screen.findByText('What happened')
  expect(service.asked).not.toContain('GET /api/generate/f/log')
  await user.click(summary)
  const lines = await within(summary.closest('details')!).findAllByRole('listitem')
  expect(lines.map(line => line.textContent)).toEqual([
    '+0:00Ordered',
    '+0:01Sent to RunPod',
    '+1:05The attempt came to nothingCUDA out of memory.',
    '+1:06Sent to RunPod · attempt 2',
  ])
})

test('a job is cancelled in its row', async () => {
  const { service, user } = open()
  await user.click(await within(list()).findByRole('button', { name: 'Cancel “Prompt of r”' }))
  await waitFor(() => expect(service.asked).toContain('DELETE /api/generate/r'))
  expect(await within(list()).findByText('Cancelled', { selector: 'span' })).toBeVisible()
})

test('the list shows one state if that is wanted', async () => {
  const { service, user } = open()
  await within(list()).findByText('Prompt of d')
  await user.selectOptions(within(list()).getByRole('combobox', { name: 'Show' }), 'Failed')
  await waitFor(() => expect(within(list()).queryByText('Prompt of d')).not.toBeInTheDocument())
  expect(within(list()).getByText('Prompt of f')).toBeVisible()
  expect(service.asked).toContain('GET /api/generate?limit=30&status=failed')
})

test('before the first video there is a word of welcome', async () => {
  open([])
  expect(await screen.findByText('Your first video appears here')).toBeVisible()
})

test.each(['r', 'f', 'd'])('nothing about job %s is out of reach of assistive technology', async selected => {
  open(undefined, selected)
  await within(list()).findByText('Prompt of d')
  await waitFor(() => expect(screen.getAllByText(`Prompt of ${selected}`).length).toBeGreaterThan(1))
  const { violations } = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false }, region: { enabled: false } } })
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join()}`)).toEqual([])
})
