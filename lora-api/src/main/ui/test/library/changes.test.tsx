import { act, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { LoRAManagementDialog } from '@/library/LoRAManagementDialog'
import { facts, lora } from './loras'
import { show } from './page'
import { FakeServer, refusal } from './server'

const names = () => [...document.querySelectorAll('h4')].map(name => name.textContent)
const three = () => [lora({ id: 'a', name: 'alps' }), lora({ id: 'b', name: 'beach' }), lora({ id: 'c', name: 'city' })]

async function opened(server: FakeServer, awaited = 'beach') {
  // Toasts stay alive above a modal dialog by style, which there is none of here.
  const user = userEvent.setup({ pointerEventsCheck: 0 })
  show(server.client(), <LoRAManagementDialog open onOpenChange={() => {}} />)
  await screen.findByRole('article', { name: awaited })
  return user
}

async function deleteBeach(user: ReturnType<typeof userEvent.setup>) {
  await user.click(screen.getByRole('button', { name: 'Delete beach' }))
  const question = await screen.findByRole('alertdialog')
  expect(question).toHaveTextContent('“beach” leaves every list and selector at once.')
  await user.click(within(question).getByRole('button', { name: 'Delete' }))
}

test('deleting asks first, and can be undone', async () => {
  const server = new FakeServer(three())
  const user = await opened(server)
  await deleteBeach(user)
  await waitFor(() => expect(names()).toEqual(['alps', 'city']))
  expect(screen.getByRole('heading', { name: 'Your LoRAs (2)' })).toBeVisible()
  expect(server.deleting.has('b')).toBe(true)
  await user.click(await screen.findByRole('button', { name: 'Undo' }))
  await waitFor(() => expect(names()).toContain('beach'))
  expect(screen.getByRole('heading', { name: 'Your LoRAs (3)' })).toBeVisible()
  expect(await screen.findByText('“beach” is back')).toBeVisible()
})

test('who deletes is told which videos need it', async () => {
  const server = new FakeServer(three())
  server.videos.set('queued', 2).set('running', 1)
  const user = await opened(server)
  await user.click(screen.getByRole('button', { name: 'Delete beach' }))
  const question = await screen.findByRole('alertdialog')
  await waitFor(() => expect(question).toHaveTextContent('2 videos that wait need it and will fail. 1 that is being made keeps it until it is done.'))
  expect(within(question).getAllByRole('listitem').map(item => item.textContent)).toEqual(['“A queued harbour 0”', '“A queued harbour 1”'])
  await user.click(within(question).getByRole('button', { name: 'Cancel' }))
  server.videos.clear()
  await user.click(screen.getByRole('button', { name: 'Delete beach' }))
  await waitFor(() => expect(screen.getByRole('alertdialog')).toHaveTextContent('No video is waiting for it.'))
})

test('nobody has to wait for an answer to delete', async () => {
  const server = new FakeServer(three())
  server.refusals.set('GET /api/generate', refusal(503, 'UNAVAILABLE', 'Try again.'))
  const user = await opened(server)
  await user.click(screen.getByRole('button', { name: 'Delete beach' }))
  const question = await screen.findByRole('alertdialog')
  expect(question).toHaveTextContent('Videos that are still waiting and need it will fail.')
  await user.click(within(question).getByRole('button', { name: 'Delete' }))
  await waitFor(() => expect(names()).toEqual(['alps', 'city']))
})

test('after deleting the focus is on the next one', async () => {
  const user = await opened(new FakeServer(three()))
  await deleteBeach(user)
  await waitFor(() => expect(names()).toEqual(['alps', 'city']))
  await waitFor(() => expect(screen.getByRole('button', { name: 'city' })).toHaveFocus())
})

test('whoever says no to the question keeps everything, and the focus', async () => {
  const server = new FakeServer(three())
  const user = await opened(server)
  await user.click(screen.getByRole('button', { name: 'Delete beach' }))
  await user.click(await screen.findByRole('button', { name: 'Cancel' }))
  await waitFor(() => expect(screen.getByRole('button', { name: 'Delete beach' })).toHaveFocus())
  expect(server.asked.some(request => request.startsWith('DELETE'))).toBe(false)
})

test('what the server does not delete is back in its place, with the reason', async () => {
  const server = new FakeServer(three())
  server.refusals.set('DELETE /api/lora/b', refusal(503, 'NOT_REMOVED', 'Failed to remove LoRA record'))
  const user = await opened(server)
  await deleteBeach(user)
  expect(await screen.findByText('“beach” could not be deleted')).toBeVisible()
  expect(screen.getByText('Failed to remove LoRA record')).toBeVisible()
  expect(names()).toEqual(['alps', 'beach', 'city'])
  expect(screen.getByRole('heading', { name: 'Your LoRAs (3)' })).toBeVisible()
})

test('too late for an undo says so', async () => {
  const server = new FakeServer(three())
  server.refusals.set('POST /api/lora/b/restore', refusal(410, 'UNDO_OVER', 'The time to undo is over.'))
  const user = await opened(server)
  await deleteBeach(user)
  await user.click(await screen.findByRole('button', { name: 'Undo' }))
  expect(await screen.findByText('The time to undo is over.')).toBeVisible()
  expect(names()).toEqual(['alps', 'city'])
})

test('a new name shows at once, and only what changed is sent', async () => {
  const server = new FakeServer(three())
  const user = await opened(server)
  await user.click(screen.getByRole('button', { name: 'beach' }))
  const name = await screen.findByRole('textbox', { name: 'Name' })
  await user.clear(name)
  await user.type(name, 'shore')
  await user.type(screen.getByRole('textbox', { name: 'Tags' }), 'water,calm')
  await user.click(screen.getByRole('button', { name: 'Save' }))
  await waitFor(() => expect(names()).toEqual(['alps', 'shore', 'city']))
  expect(server.loras[1]).toMatchObject({ name: 'shore', tags: ['water', 'calm'], version: 2 })
  await waitFor(() => expect(screen.getByRole('button', { name: 'shore' })).toHaveFocus())
})

test('somebody else was faster: their change is shown, and either one can win', async () => {
  const server = new FakeServer(three())
  const user = await opened(server)
  await user.click(screen.getByRole('button', { name: 'beach' }))
  const name = await screen.findByRole('textbox', { name: 'Name' })
  server.loras = server.loras.map(one => (one.id === 'b' ? { ...one, description: 'Sand.', version: 5 } : one))
  await user.type(name, '2')
  await user.click(screen.getByRole('button', { name: 'Save' }))
  expect(await screen.findByText('Changed there: description.')).toBeVisible()
  expect(name).toHaveValue('beach2')
  await user.click(screen.getByRole('button', { name: 'Save mine over it' }))
  await waitFor(() => expect(server.loras[1]).toMatchObject({ name: 'beach2', description: 'Sand.', version: 6 }))
})

test('somebody else was faster: one can start again from theirs', async () => {
  const server = new FakeServer(three())
  const user = await opened(server)
  await user.click(screen.getByRole('button', { name: 'beach' }))
  server.loras = server.loras.map(one => (one.id === 'b' ? { ...one, name: 'bay', version: 5 } : one))
  await user.type(await screen.findByRole('textbox', { name: 'Description' }), 'Mine.')
  await user.click(screen.getByRole('button', { name: 'Save' }))
  await user.click(await screen.findByRole('button', { name: 'Load their version' }))
  expect(screen.getByRole('textbox', { name: 'Name' })).toHaveValue('bay')
  expect(screen.getByRole('textbox', { name: 'Description' })).toHaveValue('')
})

test('what the server says about a field is said at the field', async () => {
  const server = new FakeServer(three())
  const answer = refusal(400, 'INVALID_REQUEST', 'The request is not valid.')
  server.refusals.set('PATCH /api/lora/b', { ...answer, body: { ...(answer.body as object), errors: [{ pointer: '/name', message: 'has a control character' }] } })
  const user = await opened(server)
  await user.click(screen.getByRole('button', { name: 'beach' }))
  const name = await screen.findByRole('textbox', { name: 'Name' })
  await user.type(name, '!')
  await user.click(screen.getByRole('button', { name: 'Save' }))
  await waitFor(() => expect(name).toHaveAccessibleDescription('has a control character'))
  expect(name).toBeInvalid()
})

test('the menu opens the editor and gives the focus back to the card', async () => {
  const user = await opened(new FakeServer([lora({ id: 'b', name: 'beach', facts: facts() })]))
  await user.click(screen.getByRole('button', { name: 'Actions for beach' }))
  await user.click(await screen.findByRole('menuitem', { name: 'Edit' }))
  await screen.findByRole('textbox', { name: 'Name' })
  await user.keyboard('{Escape}')
  await waitFor(() => expect(screen.getByRole('button', { name: 'beach' })).toHaveFocus())
})

test('a swipe uncovers the button and deletes nothing', async () => {
  const server = new FakeServer([lora({ id: 'b', name: 'beach' })])
  const user = await opened(server)
  const card = screen.getByRole('article', { name: 'beach' })
  const point = (type: string, x: number, y = 100) =>
    act(() => void card.dispatchEvent(new PointerEvent(type, { bubbles: true, pointerType: 'touch', clientX: x, clientY: y })))
  const uncovered = () => screen.queryByRole('button', { name: 'Delete' })

  point('pointerdown', 300)
  point('pointermove', 290, 160)
  point('pointerup', 290, 160)
  expect(uncovered()).toBeNull()

  point('pointerdown', 300)
  point('pointermove', 260)
  point('pointermove', 200)
  point('pointerup', 200)
  expect(server.asked.some(request => request.startsWith('DELETE'))).toBe(false)
  expect(screen.queryByRole('alertdialog')).toBeNull()
  await user.click(uncovered() ?? document.body)
  expect(await screen.findByRole('alertdialog')).toBeVisible()
})

test('a LoRA that arrives pushes the others on without taking the focus from any of them', async () => {
  const many = Array.from({ length: 30 }, (_, index) => lora({ id: `lora-${index}`, uploadedAt: `2026-01-20T12:00:${59 - index}Z` }))
  const server = new FakeServer(many)
  await opened(server, 'lora-0')
  // Those below come right after the first ones.
  await waitFor(() => expect(document.querySelector('[data-lora=lora-23]')).not.toBeNull())
  await waitFor(() => expect(server.listeners).toBe(1))
  const focused = ['lora-11', 'lora-23', 'lora-29'].map(name => screen.getByRole('button', { name }))
  for (const [index, card] of focused.entries()) {
    card.focus()
    act(() => server.add(lora({ id: `fresh-${index}`, uploadedAt: `2026-01-21T12:00:0${index}Z` })))
    await screen.findByRole('button', { name: `fresh-${index}` })
    expect(card).toHaveFocus()
  }
})
