import { fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import axe from 'axe-core'
import { SignedIn } from '@/access/SignIn'
import type { Lora, Role } from '@/api/lora'
import { Client } from '@/api/client'
import { speak } from '@/words/language'
import { UploadBadge } from '@/uploads/UploadBadge'
import { UploadSection } from '@/uploads/UploadSection'
import { UploadsProvider } from '@/uploads/UploadsProvider'
import { session } from '../session'
import { fileOf } from './bucket'
import { World } from './world'

// Uploads tell what happens whenever it happens, as they do in a browser.
beforeAll(() => Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: false }))
afterEach(() => speak('en'))

function shown(role: Role = 'owner', before: File[] = []) {
  speak('en')
  const world = new World()
  const page = world.page()
  page.add(before)
  const ready: Lora[] = []
  const client = new Client(session(role), async () => Response.json({}))
  const { container, unmount } = render(
    <SignedIn client={client}>
      <UploadsProvider store={page}>
        <UploadBadge />
        <UploadSection onReady={lora => ready.push(lora)} />
      </UploadsProvider>
    </SignedIn>,
  )
  const choose = (...files: File[]) => fireEvent.change(container.querySelector('input[type=file]')!, { target: { files } })
  const settle = (status: Lora['status'], more: Partial<Lora> = {}) => {
    const [upload] = [...world.bucket.uploads.values()]
    page.hear({ id: undefined, name: 'changed', data: JSON.stringify({ lora: { ...upload?.lora, status, ...more } }) })
  }
  return { world, page, ready, container, choose, settle, unmount }
}

const row = (name: string) => within(screen.getAllByRole('listitem').find(item => item.textContent?.includes(name))!)

test('it says what may be dropped, in the words of the design', () => {
  shown()
  expect(screen.getByText('Drag & drop LoRA file here')).toBeVisible()
  expect(screen.getByText(/or click to browse/)).toHaveTextContent('or click to browse (.safetensors, .ckpt, max 5GB)')
})

test('a viewer is not offered what a viewer may not do', () => {
  const { world } = shown('viewer')
  expect(screen.queryByText('Drag & drop LoRA file here')).toBeNull()
  expect(world.prepared).toBe(0)
})

test('what looks into files is started before there is one', () => {
  const { world } = shown()
  expect(world.prepared).toBe(1)
})

test('the zone opens the chooser of files', async () => {
  const { container } = shown()
  const opened = vi.fn<() => void>()
  container.querySelector<HTMLInputElement>('input[type=file]')!.click = opened
  await userEvent.click(screen.getByRole('button', { name: /Drag & drop/ }))
  expect(opened).toHaveBeenCalledOnce()
})

test('a file goes through its phases until it is ready, and the caller gets it', async () => {
  const { world, page, ready, choose, settle } = shown()
  choose(fileOf('harbour.safetensors', 2_000))
  expect(row('harbour').getByText('Checking')).toBeVisible()
  await world.time.until(() => world.bucket.puts.length > 6)
  await waitFor(() => expect(row('harbour').getByText('Uploading')).toBeVisible())
  await world.rest(page)
  await waitFor(() => expect(row('harbour').getByText('Verifying')).toBeVisible())
  settle('ready')
  await waitFor(() => expect(row('harbour').getByText('Ready')).toBeVisible())
  expect(ready.map(lora => lora.fileName)).toEqual(['harbour.safetensors'])
})

test('comparing is a phase of its own, with how much of the file was read', async () => {
  const { world, choose } = shown()
  let end = () => {}
  world.findTwin = (_, __, ___, read) => {
    read(500)
    return new Promise(resolve => (end = () => resolve(undefined)))
  }
  choose(fileOf('harbour.safetensors', 2_000))
  await world.time.pass(1_000)
  expect(await row('harbour').findByText('Comparing with what you have')).toBeVisible()
  expect(row('harbour').getByText('500 B of 2 kB')).toBeVisible()
  expect(row('harbour').getByRole('progressbar', { name: 'Upload of harbour.safetensors' })).toHaveAttribute('aria-valuenow', '25')
  expect(world.bucket.puts).toEqual([])
  end()
  await world.time.until(() => world.bucket.puts.length > 0)
  await waitFor(() => expect(row('harbour').getByText('Uploading')).toBeVisible())
})

test('speed and the time that is left are told while bytes move, and only then', async () => {
  const { world, choose } = shown()
  choose(fileOf('harbour.safetensors', 50_000))
  await world.time.until(() => world.bucket.puts.length > 100)
  await waitFor(() => expect(row('harbour').getByText(/^\d(\.\d)? kB\/s$/)).toBeVisible())
  expect(row('harbour').getByText(/^0:\d\d left$/)).toBeVisible()
  await userEvent.click(screen.getByRole('button', { name: 'Pause: harbour.safetensors' }))
  expect(row('harbour').queryByText(/kB\/s|left/)).toBeNull()
})

test('a file whose name was taken says what it is called now', async () => {
  const { world, page, choose, settle } = shown()
  choose(fileOf('harbour.safetensors', 90))
  await world.rest(page)
  settle('ready', { name: 'harbour (2)' })
  expect(await row('harbour').findByText('Saved as “harbour (2)”, because the name was taken.')).toBeVisible()
})

test('what was on its way before is nothing that the caller waits for', async () => {
  const { world, page, ready, settle } = shown('owner', [fileOf('earlier.safetensors', 2_000)])
  await world.rest(page)
  await waitFor(() => expect(row('earlier').getByText('Verifying')).toBeVisible())
  settle('ready')
  await waitFor(() => expect(row('earlier').getByText('Ready')).toBeVisible())
  expect(ready).toEqual([])
})

test('a refused file stays with its sentence until it is dismissed', async () => {
  const { choose } = shown()
  choose(fileOf('notes.txt', 5))
  expect(row('notes').getByText('Please upload a .safetensors or .ckpt file')).toBeVisible()
  expect(screen.getByText('1 upload needs attention')).toBeInTheDocument()
  await userEvent.click(screen.getByRole('button', { name: 'Dismiss: notes.txt' }))
  expect(screen.queryByRole('listitem')).toBeNull()
})

test('a file that is there already is pointed out, and the caller gets that one', async () => {
  const { world, page, ready, container } = shown('owner', [fileOf('harbour.safetensors', 90)])
  world.findTwin = async () => ({ id: 'there', name: 'Harbour at dusk', status: 'ready' }) as Lora
  await world.rest(page)
  await waitFor(() => expect(row('harbour').getByText('This workspace has this very file already, as “Harbour at dusk”.')).toBeVisible())
  expect(row('harbour').getByText('Not sent')).toBeVisible()
  expect(screen.getByText('1 upload needs attention')).toBeInTheDocument()
  expect(screen.getByRole('status')).toHaveTextContent('This workspace has this very file already')
  const { violations } = await axe.run(container, { rules: { 'color-contrast': { enabled: false }, region: { enabled: false } } })
  expect(violations.map(violation => violation.id)).toEqual([])
  await userEvent.click(screen.getByRole('button', { name: 'Use that one: harbour.safetensors' }))
  expect(ready.map(lora => lora.id)).toEqual(['there'])
  expect(row('harbour').getByText('Ready')).toBeVisible()
  expect(screen.queryByText(/because the name was taken/)).toBeNull()
})

test('a file that is there already goes up all the same for whoever wants it', async () => {
  const { world, page, choose } = shown()
  world.findTwin = async () => ({ id: 'there', name: 'Harbour', status: 'ready' }) as Lora
  choose(fileOf('harbour.safetensors', 90))
  await userEvent.click(await screen.findByRole('button', { name: 'Upload anyway: harbour.safetensors' }))
  await world.rest(page)
  await waitFor(() => expect(row('harbour').getByText('Verifying')).toBeVisible())
  expect(screen.queryByText(/very file already/)).toBeNull()
})

test('what the service refuses stays with the reason of the service', async () => {
  const { world, page, choose, settle } = shown()
  choose(fileOf('model.safetensors', 90))
  await world.rest(page)
  settle('rejected', { rejection: { code: 'NOT_A_LORA', message: 'This file is a whole model.' } })
  await waitFor(() => expect(row('model').getByText('This file is a whole model.')).toBeVisible())
})

test('it can be paused, continued and cancelled by name', async () => {
  const { world, page, choose } = shown()
  choose(fileOf('a.safetensors', 5_000))
  await world.time.until(() => world.bucket.together === 4)
  await userEvent.click(await screen.findByRole('button', { name: 'Pause: a.safetensors' }))
  expect(row('a.').getByText('Paused')).toBeVisible()
  await userEvent.click(screen.getByRole('button', { name: 'Resume: a.safetensors' }))
  expect(row('a.').getByText('Uploading')).toBeVisible()
  await userEvent.click(screen.getByRole('button', { name: 'Cancel upload: a.safetensors' }))
  expect(row('a.').getByText('Cancelled')).toBeVisible()
  expect(page.snapshot()[0]?.phase).toBe('cancelled')
})

test('finished uploads can be cleared together', async () => {
  const { choose } = shown()
  choose(fileOf('notes.txt', 5), fileOf('empty.ckpt', 0))
  await userEvent.click(screen.getByRole('button', { name: 'Clear finished' }))
  expect(screen.queryByRole('listitem')).toBeNull()
})

test('the facts of a file are shown as soon as it is chosen, and the halves of a pair stand together', async () => {
  const { world, page, choose } = shown()
  world.inspect = async file => ({
    fit: true,
    fingerprint: file.name,
    facts: { model: 'WAN A14B', rank: 32, expert: file.name.includes('high') ? 'high' : 'low', triggerWords: ['harbour dusk'] },
  })
  choose(fileOf('x_low_noise.safetensors', 90), fileOf('other_low_noise.safetensors', 90), fileOf('x_high_noise.safetensors', 90))
  await world.rest(page)
  await waitFor(() => expect(screen.getAllByText('High/low pair')).toHaveLength(2))
  const names = screen.getAllByRole('listitem').map(item => item.querySelector('[title]')?.getAttribute('title'))
  expect(names).toEqual(['x_high_noise.safetensors', 'x_low_noise.safetensors', 'other_low_noise.safetensors'])
  expect(row('x_high').getByText('Rank 32')).toBeVisible()
  expect(row('x_high').getByText('Trigger words: harbour dusk')).toBeVisible()
})

test('a drop anywhere counts, and a folder gives the LoRAs that are in it', async () => {
  const { page } = shown()
  const entry = (file: File) => ({ isDirectory: false, name: file.name, file: (found: (file: File) => void) => found(file) })
  const given = [[entry(fileOf('inside.safetensors', 90)), entry(fileOf('readme.txt', 5))], []]
  const folder = { isDirectory: true, createReader: () => ({ readEntries: (found: (entries: unknown[]) => void) => found(given.shift() ?? []) }) }
  const items = [
    { kind: 'file', webkitGetAsEntry: () => folder, getAsFile: () => null },
    { kind: 'file', webkitGetAsEntry: () => null, getAsFile: () => fileOf('beside.safetensors', 90) },
  ]
  fireEvent.dragOver(document.body, { dataTransfer: { types: ['Files'], items } })
  expect(screen.getByText('Let go to upload')).toBeVisible()
  fireEvent.drop(document.body, { dataTransfer: { types: ['Files'], items } })
  await waitFor(() => expect(page.snapshot().map(upload => upload.name)).toEqual(['inside.safetensors', 'beside.safetensors']))
})

test('an empty folder gets the sentence for it', async () => {
  shown()
  fireEvent.drop(document.body, { dataTransfer: { types: ['Files'], items: [] } })
  expect(await screen.findByRole('alert')).toHaveTextContent('Please select a file to upload')
})

test('a pasted file is uploaded, a pasted text is not', () => {
  const { page } = shown()
  fireEvent.paste(document.body, { clipboardData: { files: [] } })
  expect(page.snapshot()).toEqual([])
  fireEvent.paste(document.body, { clipboardData: { files: [fileOf('a.safetensors', 90)] } })
  expect(page.snapshot()).toHaveLength(1)
})

test('leaving the page is only questioned while something is on its way', async () => {
  const { world, page, choose } = shown()
  const left = () => {
    const event = new Event('beforeunload', { cancelable: true })
    dispatchEvent(event)
    return !event.defaultPrevented
  }
  expect(left()).toBe(true)
  choose(fileOf('a.safetensors', 90))
  expect(left()).toBe(false)
  await world.rest(page)
  expect(left()).toBe(true)
})

test('beginnings, ends and quarters are read out, and not every step', async () => {
  const { world, page, choose, settle } = shown()
  const heard = new Set<string>()
  new MutationObserver(() => heard.add(screen.getByRole('status').textContent)).observe(screen.getByRole('status'), {
    childList: true,
    characterData: true,
    subtree: true,
  })
  choose(fileOf('a.safetensors', 50_000))
  await world.rest(page)
  settle('ready')
  await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('a.safetensors is ready.'))
  expect([...heard]).toEqual([
    'Uploading a.safetensors.',
    '25 percent uploaded.',
    '50 percent uploaded.',
    '75 percent uploaded.',
    'a.safetensors is ready.',
  ])
})

test('uploads go on when nothing shows them, and the badge tells', async () => {
  const { world, page, choose, unmount } = shown()
  choose(fileOf('a.safetensors', 5_000))
  await world.time.until(() => world.bucket.together === 4)
  expect(await screen.findByText(/1 upload, \d+%/)).toBeInTheDocument()
  unmount()
  await world.rest(page)
  expect(page.snapshot()[0]?.phase).toBe('verifying')
})

test('in Korean every sentence is Korean', () => {
  const { choose } = shown()
  choose(fileOf('notes.txt', 5))
  speak('ko')
  return waitFor(() => {
    expect(screen.getByText('LoRA 파일을 여기로 끌어다 놓으세요')).toBeVisible()
    expect(screen.getByText('.safetensors 또는 .ckpt 파일을 업로드해 주세요')).toBeVisible()
  })
})

test('it is built as screen readers need it', async () => {
  const { world, container, choose } = shown()
  choose(fileOf('notes.txt', 5), fileOf('a.safetensors', 5_000))
  await world.time.until(() => world.bucket.together === 4)
  const { violations } = await axe.run(container, { rules: { 'color-contrast': { enabled: false }, region: { enabled: false } } })
  expect(violations.map(violation => violation.id)).toEqual([])
})
