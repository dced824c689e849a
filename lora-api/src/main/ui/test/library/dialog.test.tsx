import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import axe from 'axe-core'
import fc from 'fast-check'
import { LoRAManagementDialog } from '@/library/LoRAManagementDialog'
import { bytes, date } from '@/words/format'
import { facts, lora, someLoras } from './loras'
import { show } from './page'
import { FakeServer } from './server'

const dialog = <LoRAManagementDialog open onOpenChange={() => {}} />

async function cards() {
  await waitFor(() => expect(screen.queryByLabelText('Loading your LoRAs')).toBeNull())
  return [...document.querySelectorAll('article')]
}

// Feature: lora-management, Property 4: the dialog shows every LoRA of the workspace with name, size and date
test('the dialog shows every LoRA with its name, size and date', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(someLoras(5), async loras => {
      cleanup()
      show(new FakeServer(loras).client(), dialog)
      expect(await cards()).toHaveLength(loras.length)
      expect(document.querySelector('h3')).toHaveTextContent(`Your LoRAs (${loras.length})`)
      for (const one of loras) {
        const card = screen.getByLabelText<HTMLElement>(one.name, { selector: 'article' })
        expect(card).toHaveTextContent(bytes(one.fileSize, 'en'))
        expect(within(card).getByTitle(date(one.uploadedAt, 'en'))).toHaveAttribute('datetime', one.uploadedAt)
      }
    }),
    { numRuns: 100 },
  )
})

// Feature: lora-management, Property 5: refreshing shows the current state, with what is new
test('refreshing shows what the server has now', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(someLoras(4), someLoras(4), async (before, after) => {
      cleanup()
      const server = new FakeServer(before)
      show(server.client(), dialog)
      await cards()
      server.loras = after
      act(() => screen.getByText('Refresh').click())
      await waitFor(() => expect(document.querySelector('h3')).toHaveTextContent(`Your LoRAs (${after.length})`))
      await waitFor(() =>
        expect([...document.querySelectorAll('h4')].map(name => name.textContent)).toEqual(after.map(one => one.name)),
      )
    }),
    { numRuns: 100 },
  )
})

test('many LoRAs come page by page', async () => {
  const loras = Array.from({ length: 120 }, (_, index) => lora({ id: `lora-${index}` }))
  show(new FakeServer(loras).client(), dialog)
  const more = () => screen.queryByText('Load more')
  await waitFor(() => expect(document.querySelectorAll('article')).toHaveLength(50))
  expect(screen.getByText('50 of 120')).toBeVisible()
  for (const shown of [100, 120]) {
    act(() => more()?.click())
    await waitFor(() => expect(document.querySelectorAll('article')).toHaveLength(shown))
  }
  expect(more()).toBeNull()
})

test('an empty library says what to do, and a search without a match how to get out', async () => {
  const server = new FakeServer()
  show(server.client(), dialog)
  expect(await screen.findByText('No LoRAs yet')).toBeVisible()
  expect(screen.getByRole('button', { name: 'Choose a file' })).toBeVisible()
  await userEvent.type(screen.getByRole('searchbox'), 'harbour')
  expect(await screen.findByText('Nothing matches')).toBeVisible()
  await userEvent.click(screen.getByRole('button', { name: 'Clear filters' }))
  expect(await screen.findByText('No LoRAs yet')).toBeVisible()
})

test('a list that cannot be loaded can be asked for again', async () => {
  const server = new FakeServer([lora({ name: 'harbour' })])
  server.refusals.set('GET /api/lora', { status: 500, body: { code: 'INTERNAL_ERROR', error: 'Something is wrong here.' } })
  show(server.client(), dialog)
  expect(await screen.findByText('Something is wrong here.')).toBeVisible()
  server.refusals.clear()
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
  expect(await screen.findByRole('article', { name: 'harbour' })).toBeVisible()
})

test('what happens elsewhere shows by itself', async () => {
  const harbour = lora({ id: 'a', name: 'harbour' })
  const server = new FakeServer([harbour])
  show(server.client(), dialog)
  await screen.findByRole('article', { name: 'harbour' })
  act(() => server.add(lora({ id: 'b', name: 'meadow' })))
  expect(await screen.findByRole('article', { name: 'meadow' })).toBeVisible()
  act(() => server.change({ ...harbour, name: 'port', version: 2 }))
  expect(await screen.findByRole('article', { name: 'port' })).toBeVisible()
  server.loras = server.loras.filter(one => one.id !== 'b')
  act(() => server.say('removed', { success: true, id: 'b' }))
  await waitFor(() => expect(screen.queryByRole('article', { name: 'meadow' })).toBeNull())
  expect(screen.getByRole('heading', { name: 'Your LoRAs (1)' })).toBeVisible()
})

test('it says how full the workspace is, and what unfinished uploads hold, aloud only near the end', async () => {
  const server = new FakeServer()
  show(server.client(), dialog)
  const meter = await screen.findByRole('meter', { name: 'Storage' })
  expect(meter).toHaveAttribute('aria-valuenow', '12')
  expect(screen.getByText('12.4 GB of 107 GB used')).toBeVisible()
  expect(screen.queryByText(/unfinished|full/)).toBeNull()
  server.usage = { ...server.usage, usedBytes: 96_000_000_000, reservedBytes: 5_000_000_000, openUploads: 1 }
  act(() => server.add(lora({ id: 'fresh', status: 'uploading' })))
  expect(await screen.findByText('5 GB in unfinished uploads')).toBeVisible()
  expect(meter).toHaveAttribute('aria-valuetext', 'Almost full, 96 GB of 107 GB used, 5 GB in unfinished uploads')
  expect(await violations()).toEqual([])
})

test('who may only read has nothing to write with', async () => {
  show(new FakeServer([lora({ name: 'harbour' })]).client('viewer'), dialog)
  await screen.findByRole('article', { name: 'harbour' })
  expect(screen.queryByRole('button', { name: 'Delete harbour' })).toBeNull()
  await userEvent.click(screen.getByRole('button', { name: 'harbour' }))
  expect(await screen.findByText('From the file')).toBeVisible()
  expect(screen.queryByRole('textbox', { name: 'Name' })).toBeNull()
})

test('a card shows the picture of its LoRA, and a sign where there is none or it cannot be had', async () => {
  show(new FakeServer([lora({ id: 'a', name: 'harbour', thumbnailUrl: 'http://s3.test/harbour.png' }), lora({ id: 'b', name: 'meadow' })]).client(), dialog)
  const harbour = await screen.findByRole('article', { name: 'harbour' })
  const picture = harbour.querySelector('img')
  expect(picture).toHaveAttribute('src', 'http://s3.test/harbour.png')
  expect(screen.getByRole('article', { name: 'meadow' }).querySelector('.lucide-box')).toBeVisible()
  if (picture) fireEvent.error(picture)
  expect(harbour.querySelector('img')).toBeNull()
  expect(harbour.querySelector('.lucide-box')).toBeVisible()
})

test('the list says that it is loading, and afterwards of when it is', async () => {
  show(new FakeServer([lora({ name: 'harbour' })]).client(), dialog)
  expect(await screen.findByRole('status', { name: 'Loading your LoRAs' })).toBeVisible()
  expect(screen.queryByRole('article')).toBeNull()
  await screen.findByRole('article', { name: 'harbour' })
  expect(screen.queryByRole('status', { name: 'Loading your LoRAs' })).toBeNull()
  expect(screen.getByRole('button', { name: 'Refresh' })).toHaveAttribute('title', expect.stringMatching(/^As of \w+ \d+, \d{4}/))
})

test('trigger words are copied with a click', async () => {
  const user = userEvent.setup()
  show(new FakeServer([lora({ name: 'harbour', triggerWords: ['dusk', 'calm water'] })]).client(), dialog)
  await user.click(await screen.findByRole('button', { name: 'Copy trigger words: dusk, calm water' }))
  expect(await screen.findByText('Trigger words copied')).toBeVisible()
  expect(await navigator.clipboard.readText()).toBe('dusk, calm water')
})

test('where a browser copies nothing, the words are there to be copied by hand', async () => {
  const user = userEvent.setup()
  vi.spyOn(navigator, 'clipboard', 'get').mockReturnValue(undefined as unknown as Clipboard)
  show(new FakeServer([lora({ name: 'harbour', triggerWords: ['low sun'] })]).client(), dialog)
  await user.click(await screen.findByRole('button', { name: 'Copy trigger words: low sun' }))
  expect(await screen.findByText('The browser did not allow copying')).toBeVisible()
  expect(screen.getByText('low sun', { selector: '[data-description]' })).toBeVisible()
})

test('what a file says is only ever text', async () => {
  const nasty = '<img src=x onerror=alert(1)>'
  const known = facts()
  const texts = { ...known.texts, title: nasty, description: nasty, author: nasty }
  show(new FakeServer([lora({ name: nasty, facts: { ...known, texts, warnings: [nasty] } })]).client(), dialog)
  await userEvent.click(await screen.findByRole('button', { name: nasty }))
  await screen.findByText('From the file')
  expect(document.querySelector('img')).toBeNull()
})

test('nothing is in the way of assistive technology', async () => {
  const loras = [lora({ id: 'a', facts: facts({ expert: 'high', variant: 'a14b' }), triggerWords: ['dusk'] }), lora({ id: 'b', status: 'missing' })]
  show(new FakeServer(loras).client(), dialog)
  await cards()
  expect(await violations()).toEqual([])
  await userEvent.click(screen.getByRole('button', { name: 'a' }))
  await screen.findByText('From the file')
  expect(await violations()).toEqual([])
})

async function violations() {
  const result = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false }, region: { enabled: false } } })
  return result.violations.map(one => `${one.id}: ${one.nodes.map(node => node.html).join(' ')}`)
}
