import { act, cleanup, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import axe from 'axe-core'
import { Client } from '@/api/client'
import type { Lora } from '@/api/lora'
import { LoRAManagementDialog } from '@/library/LoRAManagementDialog'
import { speak } from '@/words/language'
import { lora } from '../library/loras'
import { show } from '../library/page'
import { session } from '../session'

const LINK = 'https://models.example.org/rain.safetensors?token=abc'
const uploading = lora({ id: 'rain', name: 'Rain', fileName: 'rain.safetensors', fileSize: 10_000_000, status: 'uploading' })

/** A lora-api that fetches one file. */
class FetchingServer {
  now: Lora = uploading
  parts: ReadonlyArray<number> = []
  refusal: { status: number; body: unknown } | undefined
  gone = false
  readonly asked: Array<{ request: string; body: unknown }> = []

  client(role: 'owner' | 'viewer' = 'owner') {
    return new Client(session(role), async (input, init) => this.answer(new URL(String(input)).pathname, init))
  }

  private answer(path: string, init: RequestInit | undefined): Response {
    const method = init?.method ?? 'GET'
    if (path.endsWith('/events')) return new Response(new ReadableStream(), { headers: { 'Content-Type': 'text/event-stream' } })
    if (method !== 'GET') this.asked.push({ request: `${method} ${path}`, body: init?.body ? JSON.parse(String(init.body)) : undefined })
    if (path === '/api/lora/import') return this.refusal ? json(this.refusal.status, this.refusal.body) : json(202, { success: true, lora: this.now })
    if (method === 'DELETE') return new Response(null, { status: 204 })
    if (path === '/api/lora/rain' && this.gone) return json(404, { success: false, status: 404, code: 'NOT_FOUND', error: 'Nothing here.' })
    if (path === '/api/lora/rain') return json(200, { success: true, lora: this.now })
    if (path === '/api/lora/rain/upload') return json(200, { success: true, upload: { uploaded: this.parts.map((size, index) => ({ number: index + 1, etag: 'e', size })) } })
    return json(200, { success: true, loras: [], total: 0 })
  }
}

function json(status: number, body: unknown) {
  return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } })
}

const loaded = (server: FetchingServer, onLoRAUploaded?: (lora: Lora) => void) =>
  show(server.client(), <LoRAManagementDialog open onOpenChange={() => {}} {...(onLoRAUploaded && { onLoRAUploaded })} />)

async function opened(server: FetchingServer, onLoRAUploaded?: (lora: Lora) => void) {
  const user = userEvent.setup()
  loaded(server, onLoRAUploaded)
  await user.click(await screen.findByRole('button', { name: 'Add from a link' }))
  return user
}

async function added(server: FetchingServer, onLoRAUploaded?: (lora: Lora) => void) {
  const user = await opened(server, onLoRAUploaded)
  await user.type(screen.getByLabelText(/^Link to/), LINK)
  await user.click(screen.getByRole('button', { name: 'Add' }))
  await screen.findByRole('list', { name: 'Files from links' })
  return user
}

test('a link becomes a row that tells how far the server has come, until the LoRA is ready', async () => {
  const server = new FetchingServer()
  const meant: Lora[] = []
  await added(server, one => meant.push(one))
  expect(server.asked).toEqual([{ request: 'POST /api/lora/import', body: { url: LINK } }])
  expect(screen.getByLabelText(/^Link to/)).toHaveValue('')
  server.parts = [4_000_000]
  await waitFor(() => expect(screen.getByLabelText('Progress of rain.safetensors')).toHaveAttribute('aria-valuenow', '40'))
  expect((await axe.run(document.body)).violations).toEqual([])
  server.now = { ...uploading, status: 'ready' }
  await waitFor(() => expect(meant.map(one => one.id)).toEqual(['rain']))
})

test('what is wrong with a link stands below its field, in the language of the page', async () => {
  const server = new FetchingServer()
  const message = 'There is no file at this address.'
  server.refusal = { status: 422, body: { code: 'LINK_REFUSED', error: 'The file of this link cannot be fetched.', errors: [{ pointer: '/url', message }] } }
  const user = await opened(server)
  const field = screen.getByLabelText(/^Link to/)
  await user.type(field, `${LINK}{Enter}`)
  await waitFor(() => expect(field).toHaveAccessibleDescription(expect.stringContaining(message)))
  expect(field).toBeInvalid()
  act(() => speak('ko'))
  await waitFor(() => expect(screen.getByLabelText(/파일의 링크/)).toHaveAccessibleDescription(expect.stringContaining('이 주소에는 파일이 없습니다.')))
  act(() => speak('en'))
  await user.type(screen.getByLabelText(/^Link to/), 'x')
  expect(screen.getByLabelText(/^Link to/)).not.toBeInvalid()
  server.refusal = { status: 409, body: { code: 'QUOTA_EXCEEDED', error: 'Your workspace is full.', errors: [] } }
  await user.keyboard('{Enter}')
  await waitFor(() => expect(screen.getByLabelText(/^Link to/)).toHaveAccessibleDescription(expect.stringContaining('Your workspace is full.')))
})

test('a file that cannot be had after all says why, and can be dismissed', async () => {
  const server = new FetchingServer()
  const user = await added(server)
  server.now = { ...uploading, status: 'rejected', rejection: { code: 'LINK_CHANGED', message: 'The file of this link changed while it was fetched. Please add the link again.' } }
  await screen.findByText(/changed while it was fetched/, undefined)
  await user.click(screen.getByRole('button', { name: 'Dismiss: rain.safetensors' }))
  expect(screen.queryByRole('list', { name: 'Files from links' })).toBeNull()
})

test('a file on its way can be cancelled, here or by somebody else', async () => {
  const server = new FetchingServer()
  const user = await added(server)
  server.gone = true
  await screen.findByText('Cancelled', undefined)
  await user.click(screen.getByRole('button', { name: 'Dismiss: rain.safetensors' }))
  server.gone = false
  await user.type(screen.getByLabelText(/^Link to/), `${LINK}{Enter}`)
  await user.click(await screen.findByRole('button', { name: 'Cancel: rain.safetensors' }))
  await waitFor(() => expect(screen.queryByRole('list', { name: 'Files from links' })).toBeNull())
  expect(server.asked.at(-1)?.request).toBe('DELETE /api/lora/rain/upload')
})

test('a page that is loaded anew shows what is still on its way, and for the last time what was over by then', async () => {
  const server = new FetchingServer()
  const meant: Lora[] = []
  await added(server)
  cleanup()
  server.parts = [4_000_000]
  loaded(server, one => meant.push(one))
  await waitFor(() => expect(screen.getByLabelText('Progress of rain.safetensors')).toHaveAttribute('aria-valuenow', '40'))
  cleanup()
  server.now = { ...uploading, status: 'ready' }
  loaded(server, one => meant.push(one))
  await within(await screen.findByRole('list', { name: 'Files from links' })).findByText('Ready', undefined)
  expect(meant).toEqual([])
  cleanup()
  loaded(server)
  await screen.findByText('No LoRAs yet')
  expect(screen.queryByRole('list', { name: 'Files from links' })).toBeNull()
})

test('what is remembered is of one person in one workspace, and anything else in its place does no harm', async () => {
  const mine = { workspace: 'demo', subject: 'kim', added: { lora: uploading } }
  localStorage.setItem('lorikeet.links', JSON.stringify([null, 7, {}, { ...mine, added: {} }, { ...mine, subject: 'lee' }, { ...mine, workspace: 'other' }]))
  const page = loaded(new FetchingServer())
  await screen.findByText('No LoRAs yet')
  expect(screen.queryByRole('list', { name: 'Files from links' })).toBeNull()
  page.unmount()
  localStorage.setItem('lorikeet.links', '{')
  loaded(new FetchingServer())
  await screen.findByText('No LoRAs yet')
  expect(screen.queryByRole('list', { name: 'Files from links' })).toBeNull()
})

test('whoever may only read cannot add a link', async () => {
  show(new FetchingServer().client('viewer'), <LoRAManagementDialog open onOpenChange={() => {}} />)
  await screen.findByText('No LoRAs yet')
  expect(screen.queryByRole('button', { name: 'Add from a link' })).toBeNull()
})
