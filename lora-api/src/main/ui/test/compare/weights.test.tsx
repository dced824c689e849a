import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import axe from 'axe-core'
import { GenerationForm } from '@/generate/GenerationForm'
import { reuse } from '@/generate/reuse'
import { lora, WAN } from '../generate/models'
import { lost, Service, show } from '../generate/service'
import { job, used } from '../jobs/jobs'

const EXPECTED = { seconds: 90, videos: 3, cost: { amount: 0.05, currency: 'USD' } }

afterEach(() => history.replaceState(null, '', '/'))

async function open() {
  const service = new Service()
  service.loras = [lora('lantern')]
  service.models = [WAN]
  service.check = { expected: EXPECTED }
  reuse(job('before', { loras: [used('lantern', 1)], parameters: { prompt: 'A harbour', seed: -1, lora_high: 'lantern' } }))
  show(service, <GenerationForm onManageLoras={() => {}} onOrdered={() => {}} />)
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: 'Compare weights' }))
  return { service, user, dialog: await screen.findByRole('dialog', { name: 'Compare weights' }) }
}
const answered = (id: string) => () => Response.json({ success: true, job: job(id) }, { status: 202 })

test('what all of them cost is told before they are ordered, with the seed they share', async () => {
  const { dialog } = await open()
  expect(await within(dialog).findByText('about $0.15')).toBeVisible()
  expect(within(dialog).getByText('about 5 min')).toBeVisible()
  expect(within(dialog).getByText('Seed of all').nextSibling).toHaveTextContent(/^\d+$/)
  const { violations } = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false }, region: { enabled: false } } })
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join()}`)).toEqual([])
})

test('each weight is an order with a key of its own, and the comparison opens', async () => {
  const { service, user, dialog } = await open()
  service.next.push(answered('n1'), answered('n2'), answered('n3'))
  const order = within(dialog).getByRole('button', { name: 'Order 3 videos' })
  await waitFor(() => expect(order).toBeEnabled())
  await user.click(order)
  await waitFor(() => expect(location.hash).toBe('#/compare/n1/n2/n3'))
  expect(service.orders.map(({ body }) => body.weights)).toEqual([{ lora_high: 0.4 }, { lora_high: 0.7 }, { lora_high: 1 }])
  expect(new Set(service.orders.map(({ body }) => body.parameters?.seed)).size).toBe(1)
  expect(new Set(service.orders.map(({ key }) => key)).size).toBe(3)
})

test('after an answer that got lost nothing is ordered twice', async () => {
  const { service, user, dialog } = await open()
  service.next.push(answered('n1'), lost)
  const order = within(dialog).getByRole('button', { name: 'Order 3 videos' })
  await waitFor(() => expect(order).toBeEnabled())
  await user.click(order)
  expect(await within(dialog).findByText(/Nothing is ordered twice/)).toBeVisible()
  service.next.push(answered('n1'), answered('n2'), answered('n3'))
  await user.click(within(dialog).getByRole('button', { name: 'Order 3 videos' }))
  await waitFor(() => expect(location.hash).toBe('#/compare/n1/n2/n3'))
  const keys = service.orders.map(({ key }) => key)
  expect(keys.slice(2, 4)).toEqual(keys.slice(0, 2))
  expect(new Set(keys).size).toBe(3)
})

test('the same weight twice is no comparison', async () => {
  const { user, dialog } = await open()
  const second = within(dialog).getByRole('textbox', { name: 'Weight 2' })
  await user.clear(second)
  await user.type(second, '1{Enter}')
  expect(await within(dialog).findByText('Two of the weights are the same.')).toBeVisible()
  expect(within(dialog).getByRole('button', { name: 'Order 3 videos' })).toBeDisabled()
  await user.click(within(dialog).getByRole('button', { name: 'Remove weight 2' }))
  await waitFor(() => expect(within(dialog).getByRole('button', { name: 'Order 2 videos' })).toBeEnabled())
})
