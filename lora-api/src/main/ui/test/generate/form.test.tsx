import { act, cleanup, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import axe from 'axe-core'
import type { Job } from '@/api/generation'
import { freshDraft } from '@/generate/draft'
import { keepDraft } from '@/generate/drafts'
import { GenerationForm } from '@/generate/GenerationForm'
import { reuse } from '@/generate/reuse'
import { speak } from '@/words/language'
import { job } from '../jobs/jobs'
import { lora, WAN } from './models'
import { lost, refused, Service, show } from './service'

const prompt = () => screen.findByRole('textbox', { name: /^prompt/i })
const generate = () => screen.getByRole('button', { name: /generate video/i })

function open(service = new Service(), role: 'owner' | 'viewer' = 'owner') {
  const ordered: Job[] = []
  show(service, <GenerationForm onManageLoras={() => {}} onOrdered={job => ordered.push(job)} />, role)
  return { service, ordered, user: userEvent.setup() }
}

function broken(path: string) {
  const service = new Service()
  service.instead.set(path, refused(500, 'INTERNAL_ERROR', 'Something is wrong here.'))
  return service
}

test('somebody orders with the keyboard alone', async () => {
  const { service, ordered, user } = open()
  await prompt()
  while (document.activeElement !== (await prompt())) await user.tab()
  await user.keyboard('A harbour at dusk{Control>}{Enter}{/Control}')
  await waitFor(() => expect(ordered.map(job => job.id)).toEqual(['job']))
  expect(service.orders[0]?.body).toMatchObject({ model: 'wan22', parameters: { prompt: 'A harbour at dusk', width: 832, seed: -1, lora_high: '', lora_low: '' }, loras: [] })
})

test('nothing is sent while something is wrong, which then has the focus and says why', async () => {
  const { service, user } = open(Object.assign(new Service(), { check: { ok: false, errors: [{ pointer: '/parameters/prompt', message: 'is missing' }] } }))
  const frames = within((await prompt()).closest('form')!).getByRole('spinbutton', { name: 'Frames' })
  await user.clear(frames)
  await user.type(frames, '100')
  await user.click(generate())
  await waitFor(() => expect(screen.getByRole('textbox', { name: /^prompt/i })).toHaveFocus())
  expect(screen.getByRole('textbox', { name: /^prompt/i })).toHaveAccessibleDescription(/This is needed/)
  expect(frames).toHaveAccessibleDescription('The nearest possible: 97 or 101.')
  expect(screen.getByText('2 things need your attention.')).toBeVisible()
  expect(service.orders).toEqual([])
})

test('the frames are told as a time, at the rate that is set or that the worker has fixed', async () => {
  const service = new Service()
  service.models = [{ ...WAN, fps: 16 }]
  open(service)
  expect(await screen.findByText('5.1 s')).toBeVisible()
  cleanup()
  const fps = { name: 'fps', label: 'Frames a second', type: 'integer', group: 'advanced', description: '', default: 24, min: 4, max: 60, step: 1 } as const
  service.models = [{ ...WAN, version: '2', parameters: [...WAN.parameters, fps] }]
  open(service)
  expect(await screen.findByText('3.4 s')).toBeVisible()
})

test('an order whose answer was lost is tried again under the same key, another one under its own', async () => {
  const { service, ordered, user } = open()
  service.next.push(lost)
  await user.type(await prompt(), 'A')
  await user.click(generate())
  expect(await screen.findByText(/Nothing is ordered twice/)).toBeVisible()
  await user.click(generate())
  await waitFor(() => expect(ordered).toHaveLength(1))
  await user.click(generate())
  await waitFor(() => expect(ordered).toHaveLength(2))
  const keys = service.orders.map(order => order.key)
  expect(keys[0]).toBeTruthy()
  expect(keys[1]).toBe(keys[0])
  expect(keys[2]).not.toBe(keys[0])
})

test('a service that is busy says when to come back', async () => {
  const { service, user } = open()
  service.next.push(refused(429, 'TOO_MANY_JOBS', 'Too many jobs are waiting.', undefined, { 'Retry-After': '30' }))
  await user.type(await prompt(), 'A')
  await user.click(generate())
  expect(await screen.findByRole('alert')).toHaveTextContent(/Too many jobs are waiting\. You can try again in (30|29) s/)
})

test('what the service refuses is said at its field until that is changed', async () => {
  const { service, user } = open()
  service.next.push(refused(422, 'INVALID_SELECTION', 'The selection cannot be used.', [{ pointer: '/parameters/width', message: 'is not what this worker takes' }]))
  await user.type(await prompt(), 'A')
  await user.click(generate())
  const width = screen.getByRole('spinbutton', { name: 'Width' })
  await waitFor(() => expect(width).toHaveAccessibleDescription('Width is not what this worker takes.'))
  await user.type(await prompt(), 'B')
  await waitFor(() => expect(width).not.toHaveAccessibleDescription())
})

test('the check tells costs and warnings, and each LoRA its own reasons', async () => {
  const service = new Service()
  service.loras = [lora('rain', { triggerWords: ['rain style'] })]
  service.check = {
    ok: false,
    totalMemoryImpact: { bytes: 2_500_000_000, level: 'high', unknown: 0 },
    estimatedLoadTime: 12,
    expected: { seconds: 95, videos: 3, cost: { amount: 0.0418, currency: 'USD' } },
    compatibilityWarnings: ['It looks like an accelerator.'],
    loras: [{ id: 'rain', slot: 'lora_high', ok: false, reasons: ['It was made for the low-noise expert.'], warnings: [] }],
    errors: [{ pointer: '/parameters/lora_high', message: 'It was made for the low-noise expert.' }],
  }
  const { user } = open(service)
  await prompt()
  act(() => reuse(job('old', { parameters: { prompt: 'A harbour' }, loras: [used('rain', 'lora_high', 0.8)] })))
  expect(await screen.findByText('It looks like an accelerator.')).toBeVisible()
  expect(screen.getByText('2.5 GB')).toBeVisible()
  expect(screen.getByText('about 12 s')).toBeVisible()
  expect(screen.getByText('about 2 min')).toBeVisible()
  expect(screen.getByText('about $0.0418')).toBeVisible()
  expect(screen.getByText('Going by the last 3 of this model.')).toBeVisible()
  expect(screen.getAllByText('It was made for the low-noise expert.')).toHaveLength(1)
  await user.click(screen.getByRole('button', { name: /Add “rain style”/ }))
  expect(await prompt()).toHaveValue('A harbour, rain style')
  await user.click(screen.getByRole('radio', { name: /Leave out/ }))
  await user.click(generate())
  await waitFor(() => expect(service.orders).toHaveLength(1))
  expect(service.orders[0]?.body).toMatchObject({ parameters: { lora_high: 'rain', lora_low: '' }, weights: { lora_high: 0.8 }, onLoraFailure: 'drop' })
})

test('one half of a pair brings the other, which can be undone and switched off for good', async () => {
  const service = new Service()
  service.loras = [lora('rain_high_noise'), lora('rain_low_noise')]
  const { user } = open(service)
  const choose = async () => {
    ;(await screen.findByRole('button', { name: 'Select LoRA for High LoRA' })).focus()
    await user.keyboard('{ArrowDown}')
    await screen.findByRole('combobox', { name: 'Search LoRAs...' })
    await user.keyboard('rain_high{Enter}')
  }
  await choose()
  expect(await screen.findByRole('button', { name: 'Change Low LoRA, now rain_low_noise' })).toBeVisible()
  await user.click(await screen.findByRole('button', { name: 'Undo' }))
  expect(await screen.findByRole('button', { name: 'Select LoRA for Low LoRA' })).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Clear High LoRA' }))
  await user.click(screen.getByRole('checkbox', { name: 'Choose both halves of a pair together' }))
  await choose()
  expect(await screen.findByText('Its low-noise half is here too:')).toBeVisible()
  expect(screen.getByRole('button', { name: 'Select LoRA for Low LoRA' })).toBeVisible()
  cleanup()
  open(service)
  expect(await screen.findByRole('checkbox', { name: 'Choose both halves of a pair together' })).not.toBeChecked()
})

test('the selectors are among the advanced settings, and what high and low mean is told to whoever asks', async () => {
  const { user } = open()
  const settings = (await screen.findByText('Advanced Settings')).closest('details')
  for (const label of ['High LoRA', 'Low LoRA']) expect(settings).toContainElement(screen.getByRole('group', { name: label }))
  const help = screen.getByRole('button', { name: 'What is this?' })
  await user.click(help)
  expect(await screen.findByRole('dialog')).toHaveTextContent('Two networks share the work')
  expect(help).toHaveAttribute('aria-expanded', 'true')
  await user.keyboard('{Escape}')
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(help).toHaveFocus()
})

test('a draft is there again after a reload', async () => {
  const { user } = open()
  await user.type(await prompt(), 'A lighthouse')
  await waitFor(() => expect(localStorage.getItem('lorikeet.draft.demo.wan22')).toContain('A lighthouse'))
  document.body.replaceChildren()
  open()
  expect(await prompt()).toHaveValue('A lighthouse')
})

test('somebody who may only look is told so', async () => {
  open(new Service(), 'viewer')
  expect(await screen.findByText(/You may look at this workspace/)).toBeVisible()
  expect(screen.queryByRole('button', { name: /generate/i })).not.toBeInTheDocument()
})

test('models that cannot be loaded can be asked for again', async () => {
  const { service, user } = open(broken('/api/models'))
  const alert = await screen.findByRole('alert')
  expect(alert).toHaveTextContent('The models could not be loaded.')
  service.instead.clear()
  await user.click(within(alert).getByRole('button', { name: 'Try again' }))
  expect(await prompt()).toBeVisible()
})

test('LoRAs that cannot be loaded can be asked for again, and what was chosen is not called gone meanwhile', async () => {
  keepDraft('demo', WAN.id, { ...freshDraft(WAN), values: { ...freshDraft(WAN).values, lora_high: 'harbour' } })
  const { service, user } = open(Object.assign(broken('/api/lora'), { loras: [lora('harbour')] }))
  expect(await screen.findByText(/^The LoRAs could not be loaded\./)).toBeVisible()
  expect(screen.getByRole('status', { name: 'Loading LoRAs' })).toBeVisible()
  expect(screen.queryByText('This LoRA is no longer there')).toBeNull()
  expect(screen.getByRole('button', { name: 'Clear High LoRA' })).toBeEnabled()
  service.instead.clear()
  await user.click(screen.getByRole('button', { name: 'Try again' }))
  expect(await screen.findByTitle('harbour')).toBeVisible()
  expect(screen.queryByText(/could not be loaded/)).toBeNull()
})

test('the form speaks Korean', async () => {
  speak('ko')
  open()
  expect(await screen.findByRole('textbox', { name: '프롬프트' })).toBeVisible()
  act(() => speak('en'))
})

test('the form has no accessibility violations', async () => {
  open()
  await prompt()
  const { violations } = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false }, region: { enabled: false } } })
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join()}`)).toEqual([])
})

function used(id: string, slot: string, weight: number) {
  return { id, slot, weight, name: id, fileName: id, s3Path: id, expert: 'high' as const, fileSize: 1, adapterName: id }
}
