import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import axe from 'axe-core'
import fc from 'fast-check'
import { LoRASelector } from '@/selector/LoRASelector'
import { rememberQuery } from '@/selector/remembered'
import { facts, lora, someLoras } from '../library/loras'
import { show } from '../library/page'
import { FakeServer } from '../library/server'
import { Form } from './form'

const options = () => [...document.querySelectorAll('[role=option]')]
const optionOf = (name: string) => options().find(option => option.textContent.includes(name))
const open = (label: string) => fireEvent.click(screen.getByLabelText(new RegExp(`(Select LoRA for|Change) ${label}`)))

beforeEach(() => rememberQuery(''))

// Feature: lora-management, Property 7: the selector offers every ready LoRA of the workspace
test('every ready LoRA of the workspace is offered', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(someLoras(8), async loras => {
      cleanup()
      const unready = [lora({ id: 'x', status: 'verifying' }), lora({ id: 'y', status: 'rejected' }), lora({ id: 'z', status: 'missing' })]
      show(new FakeServer([...loras, ...unready]).client(), <Form />)
      open('High LoRA')
      await waitFor(() => expect(options()).toHaveLength(loras.length))
      for (const one of loras) expect(options().some(option => option.querySelector('p')?.textContent === one.name)).toBe(true)
    }),
    { numRuns: 100 },
  )
})

test('however many there are', async () => {
  show(new FakeServer(Array.from({ length: 450 }, (_, index) => lora({ id: `lora-${index}` }))).client(), <Form />)
  open('High LoRA')
  await waitFor(() => expect(options()).toHaveLength(450))
  expect(options()[0]).toHaveAttribute('aria-setsize', '450')
})

// Feature: lora-management, Property 8: choosing a LoRA puts its id into the state of the form
test('choosing a LoRA puts its id into the form', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(
      someLoras(6).filter(loras => loras.length > 0),
      fc.nat(5),
      fc.constantFrom('high' as const, 'low' as const),
      async (loras, at, slot) => {
        cleanup()
        const one = loras[at % loras.length]
        let state = { high: '', low: '' }
        show(new FakeServer(loras).client(), <Form onState={next => void (state = next)} />)
        open(slot === 'high' ? 'High LoRA' : 'Low LoRA')
        await waitFor(() => expect(options()).toHaveLength(loras.length))
        fireEvent.click(options().find(option => option.querySelector('p')?.textContent === one?.name) ?? document.body)
        expect(state).toEqual({ high: '', low: '', [slot]: one?.id })
        },
    ),
    { numRuns: 100 },
  )
})

// Feature: lora-management, Property 10: a LoRA that becomes ready appears in the selector by itself
test('a LoRA that becomes ready is offered by itself', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(someLoras(4), fc.boolean(), async (loras, wasKnown) => {
      cleanup()
      const fresh = lora({ id: 'fresh', name: 'FRESH' })
      const server = new FakeServer(wasKnown ? [...loras, { ...fresh, status: 'verifying' }] : loras)
      show(server.client(), <Form />)
      open('High LoRA')
      await waitFor(() => expect(options()).toHaveLength(loras.length))
      await waitFor(() => expect(server.listeners).toBe(1))
      act(() => (wasKnown ? server.change({ ...fresh, updatedAt: '2026-01-21T12:00:00Z' }) : server.add(fresh)))
      await waitFor(() => expect(optionOf('FRESH')).toBeDefined())
      expect(options()).toHaveLength(loras.length + 1)
    }),
    { numRuns: 100 },
  )
})

test('of a long list only what is in sight is drawn', async () => {
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(560)
  show(new FakeServer(Array.from({ length: 450 }, (_, index) => lora({ id: `lora-${index}` }))).client(), <Form />)
  open('High LoRA')
  await waitFor(() => expect(options()[0]).toHaveAttribute('aria-setsize', '450'))
  expect(options().length).toBeLessThan(30)
  fireEvent.keyDown(screen.getByRole('combobox'), { key: 'End' })
  await waitFor(() => expect(options().at(-1)).toHaveAttribute('aria-posinset', '450'))
  expect(options().length).toBeLessThan(31)
})

const pair = [
  lora({ id: 'h', name: 'harbour_high_noise', expert: 'high', lastUsed: '2026-01-21T12:00:00Z' }),
  lora({ id: 'l', name: 'harbour_low_noise', expert: 'low' }),
  lora({ id: 'm', name: 'meadow_high_noise', expert: 'high' }),
  lora({ id: 'f', name: 'portrait', facts: facts({ family: 'flux' }) }),
]

async function shown(more: Parameters<typeof Form>[0] = {}) {
  const user = userEvent.setup({ pointerEventsCheck: 0 })
  const server = new FakeServer(pair)
  show(server.client(), <Form {...more} />)
  await waitFor(() => expect(server.asked).toContain('GET /api/lora'))
  return { user, server }
}

const active = () => document.getElementById(screen.getByRole('combobox').getAttribute('aria-activedescendant') ?? '')

test('by keyboard alone: open, search, move, choose, and back', async () => {
  const { user } = await shown()
  await user.tab()
  expect(screen.getByRole('button', { name: 'Select LoRA for High LoRA' })).toHaveFocus()
  await user.keyboard('{ArrowDown}')
  expect(await screen.findByRole('combobox', { name: 'Search LoRAs...' })).toHaveFocus()
  await waitFor(() => expect(options()).toHaveLength(4))
  expect(active()).toHaveTextContent('harbour_high_noise')
  await user.keyboard('{ArrowDown}')
  expect(active()).toHaveTextContent('meadow_high_noise')
  await user.keyboard('{End}')
  expect(active()).toHaveTextContent('Made for FLUX, this model takes WAN')
  expect(active()).toHaveAttribute('aria-disabled', 'true')
  await user.keyboard('{Enter}')
  expect(screen.getByText('portrait cannot be chosen. Made for FLUX, this model takes WAN')).toBeInTheDocument()
  await user.keyboard('{ArrowDown}')
  expect(active()).toHaveTextContent('harbour_high_noise')
  await user.keyboard('mead{Enter}')
  await waitFor(() => expect(screen.getByRole('button', { name: 'Change High LoRA, now meadow_high_noise' })).toHaveFocus())
})

test('Escape closes it, changes nothing, and gives the focus back', async () => {
  const { user } = await shown()
  const opener = screen.getByRole('button', { name: 'Select LoRA for Low LoRA' })
  opener.focus()
  await user.keyboard('{Enter}')
  await screen.findByRole('combobox')
  await user.keyboard('{Escape}')
  await waitFor(() => expect(opener).toHaveFocus())
  expect(screen.queryByRole('listbox')).toBeNull()
})

test('a letter opens it and begins the search', async () => {
  const { user } = await shown()
  screen.getByRole('button', { name: 'Select LoRA for High LoRA' }).focus()
  await user.keyboard('m')
  await user.keyboard('eadow')
  expect(await screen.findByRole('combobox')).toHaveValue('meadow')
  await waitFor(() => expect(options()).toHaveLength(1))
})

test('what was used last is above the others', async () => {
  await shown()
  open('High LoRA')
  const recent = await screen.findByRole('group', { name: 'Recent' })
  expect(within(recent).getAllByRole('option')).toHaveLength(1)
  expect(within(recent).getByRole('option')).toHaveTextContent('harbour_high_noise')
  expect(within(screen.getByRole('group', { name: 'All LoRAs' })).getAllByRole('option')).toHaveLength(3)
})

test('one half offers the other, and the search is kept for it', async () => {
  let state = { high: '', low: '' }
  const { user } = await shown({ onState: next => void (state = next) })
  open('High LoRA')
  await user.keyboard('harb{Enter}')
  expect(await screen.findByText('Its low-noise half is here too:')).toBeVisible()
  open('Low LoRA')
  expect(await screen.findByRole('combobox')).toHaveValue('harb')
  await user.keyboard('{Escape}')
  await user.click(screen.getByRole('button', { name: 'Use both' }))
  expect(state).toEqual({ high: 'h', low: 'l' })
  expect(screen.queryByText('Its low-noise half is here too:')).toBeNull()
})

test('one half brings the other where both are wanted', async () => {
  let state = { high: '', low: '' }
  const { user } = await shown({ together: true, onState: next => void (state = next) })
  open('High LoRA')
  await user.keyboard('harb{Enter}')
  expect(state).toEqual({ high: 'h', low: 'l' })
  expect(screen.queryByText('Its low-noise half is here too:')).toBeNull()
  await waitFor(() => expect(screen.getByRole('button', { name: 'Change High LoRA, now harbour_high_noise' })).toHaveFocus())
  open('High LoRA')
  await user.keyboard('mead{Enter}')
  expect(state).toEqual({ high: 'm', low: 'l' })
})

test('a search that finds nothing says so outside the list', async () => {
  const { user } = await shown()
  open('High LoRA')
  await user.type(await screen.findByRole('combobox'), 'zzz')
  expect(screen.queryByRole('listbox')).toBeNull()
  expect(screen.getByRole('status', { name: '' })).toHaveTextContent('Nothing matches “zzz”')
})

test('uploading a new one starts after the list is gone, with the focus on what opened it', async () => {
  const focused: Array<string | null> = []
  const { user } = await shown({ onUploadClick: () => void focused.push(document.activeElement?.getAttribute('aria-label') ?? null) })
  open('Low LoRA')
  await user.click(await screen.findByRole('button', { name: 'Upload New LoRA' }))
  await waitFor(() => expect(focused).toEqual(['Select LoRA for Low LoRA']))
})

test('on a phone it comes up from the bottom, as a dialog that can be closed', async () => {
  const wide = globalThis.matchMedia
  globalThis.matchMedia = query => ({ ...wide(query), matches: query.includes('max-width') })
  try {
    const { user } = await shown()
    open('High LoRA')
    expect(await screen.findByRole('dialog', { name: 'Choose a LoRA for High LoRA' })).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Close' }))
    await waitFor(() => expect(screen.getByRole('button', { name: 'Select LoRA for High LoRA' })).toHaveFocus())
  } finally {
    globalThis.matchMedia = wide
  }
})

test('the library is one click away, whether or not something is chosen', async () => {
  const asked = vi.fn<() => void>()
  const { user } = await shown({ onManageClick: asked })
  const [high] = screen.getAllByRole('button', { name: 'Manage LoRAs' })
  await user.click(high ?? document.body)
  expect(asked).toHaveBeenCalledTimes(1)
  open('High LoRA')
  await user.keyboard('mead{Enter}')
  const card = screen.getByRole('group', { name: 'High LoRA' })
  await user.click(within(card).getByRole('button', { name: 'Manage LoRAs' }))
  expect(asked).toHaveBeenCalledTimes(2)
})

test('the chosen LoRA is a card with its sign, name, size and age', async () => {
  const { user } = await shown()
  open('High LoRA')
  await user.keyboard('mead{Enter}')
  const card = screen.getByRole('group', { name: 'High LoRA' })
  expect(within(card).getByTitle('meadow_high_noise')).toBeVisible()
  expect(within(card).getByText(/^307 MB • .+ ago$|^307 MB • last/)).toBeVisible()
  expect(card.querySelector('svg')).toBeVisible()
})

test('a LoRA that has gone says so, and can be cleared', async () => {
  const cleared: string[] = []
  const user = userEvent.setup()
  show(new FakeServer().client(), <LoRASelector label="High LoRA" value="gone" onChange={value => cleared.push(value)} availableLoras={pair} onManageClick={() => {}} />)
  expect(screen.getByText('This LoRA is no longer there')).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Clear High LoRA' }))
  expect(cleared).toEqual([''])
})

test('the weight is typed or drawn, stays within its bounds, and a double-click takes the default', async () => {
  const weights: number[] = []
  const user = userEvent.setup()
  const one = lora({ id: 'a', defaultWeight: 0.8 })
  const selector = (weight: number | undefined) => (
    <LoRASelector label="LoRA" value="a" onChange={() => {}} availableLoras={[one]} onManageClick={() => {}} weight={weight} onWeightChange={next => weights.push(next)} />
  )
  show(new FakeServer().client(), selector(undefined))
  const field = screen.getByRole('textbox', { name: 'Weight of LoRA' })
  expect(field).toHaveValue('0.80')
  await user.clear(field)
  await user.type(field, '7{Enter}')
  await user.clear(field)
  await user.type(field, 'much{Tab}')
  expect(field).toHaveValue('0.80')
  screen.getByRole('slider', { name: 'Weight of LoRA' }).focus()
  await user.keyboard('{ArrowRight}')
  await user.dblClick(screen.getByRole('slider'))
  expect(weights).toEqual([2, 0.85, 0.8])
})

test('nothing is in the way of assistive technology', async () => {
  const { user } = await shown({ onUploadClick: () => {}, description: 'For the early steps.', error: 'Choose another.' })
  expect(await violations()).toEqual([])
  open('High LoRA')
  await screen.findByRole('listbox')
  await waitFor(() => expect(options()).toHaveLength(4))
  expect(await violations()).toEqual([])
  await user.keyboard('zzz')
  expect(await violations()).toEqual([])
})

async function violations() {
  const result = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false }, region: { enabled: false } } })
  return result.violations.map(one => `${one.id}: ${one.nodes.map(node => node.html).join(' ')}`)
}
