import { act, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import axe from 'axe-core'
import { GenerationForm } from '@/generate/GenerationForm'
import { linkOf } from '@/selections/selection'
import { lora } from '../generate/models'
import { refused, Service, show } from '../generate/service'

const rain = lora('rain', { name: 'rain_high_noise', sha256: 'a'.repeat(64), expert: 'high', defaultWeight: 0.8 })
const snow = { slot: 'lora_low', sha256: 'b'.repeat(64), weight: 1, expert: '' as const, name: 'snow_low_noise' }
const shared = { model: 'wan22', loras: [{ slot: 'lora_high', sha256: 'a'.repeat(64), weight: 0.6, expert: '' as const, name: 'an older name' }, snow] }

async function opened(loras = [rain], service = new Service()) {
  Object.assign(service, { loras })
  const user = userEvent.setup({ pointerEventsCheck: 0 })
  show(service, <GenerationForm onManageLoras={() => {}} onOrdered={() => {}} />)
  await screen.findByRole('textbox', { name: /^prompt/i })
  return user
}

afterEach(() => history.replaceState(null, '', '#/'))

test('a link puts its LoRAs into the form by what is in them, names what is missing, and is gone from the address', async () => {
  history.replaceState(null, '', linkOf(shared))
  await opened()
  expect(await screen.findByRole('button', { name: 'Change High LoRA, now rain_high_noise' })).toBeVisible()
  expect(screen.getByRole('textbox', { name: 'Weight of High LoRA' })).toHaveValue('0.60')
  expect(await screen.findByText('Not in this workspace: snow_low_noise')).toBeVisible()
  await waitFor(() => expect(location.hash).toBe('#/'))
})

test('a link that is opened later leaves the prompt as it is', async () => {
  const user = await opened()
  await user.type(screen.getByRole('textbox', { name: /^prompt/i }), 'A harbour')
  await waitFor(() => expect(JSON.stringify({ ...localStorage })).toContain('A harbour'))
  act(() => void (location.hash = linkOf(shared)))
  expect(await screen.findByRole('button', { name: 'Change High LoRA, now rain_high_noise' })).toBeVisible()
  expect(screen.getByRole('textbox', { name: /^prompt/i })).toHaveValue('A harbour')
})

test('a link waits until the library can be read, and calls nothing missing before', async () => {
  history.replaceState(null, '', linkOf({ ...shared, loras: [...shared.loras.slice(0, 1), { ...snow, name: 'hail_low_noise' }] }))
  const service = new Service()
  service.instead.set('/api/lora', refused(500, 'INTERNAL_ERROR', 'Something is wrong here.'))
  const user = await opened([rain], service)
  expect(await screen.findByText(/^The LoRAs could not be loaded\./)).toBeVisible()
  expect(screen.queryByText(/hail_low_noise/)).toBeNull()
  service.instead.clear()
  await user.click(screen.getByRole('button', { name: 'Try again' }))
  expect(await screen.findByRole('button', { name: 'Change High LoRA, now rain_high_noise' })).toBeVisible()
  expect(await screen.findByText('Not in this workspace: hail_low_noise')).toBeVisible()
})

test('a link that was cut says so', async () => {
  history.replaceState(null, '', linkOf(shared).slice(0, 50))
  await opened()
  expect(await screen.findByText('This link cannot be read. It may have been cut.')).toBeVisible()
})

test('what is chosen is kept under a name, used again, and forgotten', async () => {
  history.replaceState(null, '', linkOf({ ...shared, loras: shared.loras.slice(0, 1) }))
  const user = await opened()
  await screen.findByRole('button', { name: 'Change High LoRA, now rain_high_noise' })
  await user.click(screen.getByRole('button', { name: 'Selections' }))
  const dialog = await screen.findByRole('dialog', { name: 'Selections' })
  const name = within(dialog).getByRole('textbox', { name: 'Name' })
  expect(name).toHaveValue('rain_high_noise')
  await user.clear(name)
  await user.type(name, 'Rainy{Enter}')
  const kept = await within(dialog).findByRole('article', { name: 'Rainy' })
  expect(kept).toHaveTextContent('rain_high_noise× 0.6')
  const found = await axe.run(dialog, { rules: { 'color-contrast': { enabled: false } } })
  expect(found.violations.map(one => `${one.id}: ${one.nodes.map(node => node.html).join(' ')}`)).toEqual([])
  await user.keyboard('{Escape}')
  await user.click(screen.getByRole('button', { name: 'Clear High LoRA' }))
  await user.click(screen.getByRole('button', { name: 'Selections' }))
  await user.click(await screen.findByRole('button', { name: 'Use Rainy' }))
  expect(await screen.findByRole('button', { name: 'Change High LoRA, now rain_high_noise' })).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Selections' }))
  await user.click(await screen.findByRole('button', { name: 'Forget Rainy' }))
  expect(screen.queryByRole('article', { name: 'Rainy' })).toBeNull()
})
