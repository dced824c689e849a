import type { Lora } from '@/api/lora'
import { Refusal } from '@/api/refusal'
import { NOTHING_YET, overall, type Trouble, type Upload } from '@/uploads/engine/upload'
import { waitBefore } from '@/uploads/engine/patience'
import { sentenceOfTrouble } from '@/uploads/troubles'
import { fileOf } from './bucket'
import { only, World } from './world'

const sentence = (trouble: Trouble | undefined) => trouble && sentenceOfTrouble(trouble, 'en')
const lora = (id: string, status: string, more = {}) => ({ id: undefined, name: 'changed', data: JSON.stringify({ lora: { id, status, ...more } }) })

test('a file is checked before a byte of it is sent', async () => {
  const world = new World()
  world.inspect = async () => ({ fit: false, fault: { code: 'INCOMPLETE_BUFFER', sentence: 'It is cut short.' } })
  const page = world.page()
  page.add([fileOf('cut.safetensors', 500), fileOf('notes.txt', 5), fileOf('nothing.ckpt', 0)])
  await world.rest(page)
  expect(page.snapshot().map(({ phase, trouble }) => [phase, sentence(trouble)])).toEqual([
    ['refused', 'It is cut short.'],
    ['refused', 'Please upload a .safetensors or .ckpt file'],
    ['refused', 'This file is empty'],
  ])
  expect(world.bucket.asked).toEqual([])
  page.clear()
  expect(page.snapshot()).toEqual([])
})

test('what the workspace has already is not sent, and the one that is there can take its place', async () => {
  const world = new World()
  const twin = { id: 'there', name: 'Harbour', status: 'ready' } as Lora
  world.findTwin = async file => (file.name === 'harbour.safetensors' ? twin : undefined)
  const page = world.page()
  const settled: Array<string | undefined> = []
  page.whenSettled(({ phase, lora }) => settled.push(`${phase} ${lora?.id}`))
  const harbour = fileOf('harbour.safetensors', 500)
  page.add([harbour])
  await world.rest(page)
  page.add([harbour])
  expect(only(page)).toMatchObject({ phase: 'there', twin, sent: 0 })
  expect(world.bucket.asked).toEqual([])
  page.takeTwin(only(page).key)
  expect(only(page)).toMatchObject({ phase: 'ready', lora: twin })
  expect(settled).toEqual(['ready there'])
  page.takeTwin(only(page).key)
  page.sendAnyway(only(page).key)
  await world.rest(page)
  expect(settled).toHaveLength(1)
  expect(world.bucket.asked).toEqual([])
})

test('who wants it twice gets it twice, and is not asked again when it has to be repeated', async () => {
  const world = new World()
  let looks = 0
  world.findTwin = async () => ({ id: `there ${++looks}`, name: 'Harbour' }) as Lora
  world.bucket.faults = Array(100).fill('error')
  const page = world.page()
  page.add([fileOf('harbour.safetensors', 90)])
  await world.rest(page)
  page.sendAnyway(only(page).key)
  await world.rest(page)
  expect(only(page)).toMatchObject({ phase: 'failed', twin: undefined })
  world.bucket.faults = []
  page.retry(only(page).key)
  await world.rest(page)
  expect(only(page).phase).toBe('verifying')
  expect(looks).toBe(1)
})

test('comparing is shown, holds up nobody else, and ends when it is cancelled', async () => {
  const world = new World()
  const ends: Array<() => void> = []
  world.findTwin = (file, _, signal, read) =>
    file.name === 'new.safetensors'
      ? Promise.resolve(undefined)
      : new Promise(resolve => {
          read(200)
          ends.push(() => resolve(undefined))
          signal.addEventListener('abort', () => resolve(undefined))
        })
  const page = world.page()
  page.add([fileOf('like.safetensors', 500), fileOf('new.safetensors', 500)])
  await world.time.until(() => page.snapshot()[1]?.phase === 'verifying')
  expect(page.snapshot()[0]).toMatchObject({ phase: 'comparing', compared: 200, sent: 0 })
  const key = page.snapshot()[0]?.key ?? ''
  page.cancel(key)
  await world.rest(page)
  expect(page.snapshot()[0]?.phase).toBe('cancelled')
  expect(world.bucket.uploads.size).toBe(1)
  page.retry(key)
  ends[1]?.()
  await world.rest(page)
  expect(page.snapshot()[0]?.phase).toBe('verifying')
  expect(world.bucket.uploads.size).toBe(2)
})

test.each([
  ['two\nlines.safetensors', 'two_lines.safetensors'],
  ['half \ud83c.ckpt', 'half _.ckpt'],
  ['a\u202etxt.safetensors', 'a_txt.safetensors'],
  [`${'ä🌊'.repeat(200)}_low.safetensors`, /^.{255}$/u],
  ['🌊 바다.safetensors', '🌊 바다.safetensors'],
])('a name that the service would not take is changed so that it does', async (name, sent) => {
  const world = new World()
  const page = world.page()
  page.add([fileOf(name, 50)])
  await world.rest(page)
  const [{ lora } = {}] = world.bucket.uploads.values()
  expect(lora?.fileName).toMatch(sent instanceof RegExp ? sent : new RegExp(`^${sent}$`))
  expect(lora?.fileName).toMatch(/(_low)?\.(safetensors|ckpt)$/)
})

test('many files share four lanes, and the first is through first', async () => {
  const world = new World()
  const page = world.page()
  const order: string[] = []
  page.subscribe(() => page.snapshot().forEach(({ name, phase }) => phase === 'verifying' && !order.includes(name) && order.push(name)))
  page.add(['a', 'b', 'c', 'd', 'e'].map(name => fileOf(`${name}.safetensors`, 1_000)))
  await world.rest(page)
  expect(order).toEqual(['a', 'b', 'c', 'd', 'e'].map(name => `${name}.safetensors`))
  expect(world.bucket.mostTogether).toBe(4)
})

test('a paused upload lets what is on the wire arrive, and sends nothing else', async () => {
  const world = new World()
  const page = world.page()
  page.add([fileOf('a.safetensors', 2_000)])
  await world.time.until(() => world.bucket.together === 4)
  page.pause(only(page).key)
  await world.time.pass(60_000)
  expect(world.bucket.puts).toHaveLength(4)
  expect(only(page)).toMatchObject({ phase: 'uploading', paused: true, sent: 400, speed: undefined })
  page.resume(only(page).key)
  await world.rest(page)
  expect(world.bucket.puts).toHaveLength(20)
})

test('an upload that is paused before its turn takes no ticket', async () => {
  const world = new World()
  const page = world.page()
  page.add([fileOf('a.safetensors', 2_000)])
  page.pause(only(page).key)
  await world.time.pass(10_000)
  expect(world.bucket.asked).toEqual([])
  page.cancel(only(page).key)
  await world.time.pass(10)
  expect(only(page)).toMatchObject({ phase: 'cancelled' })
})

test('cancelling gives the upload up at the service', async () => {
  const world = new World()
  const page = world.page()
  page.add([fileOf('a.safetensors', 2_000)])
  await world.time.until(() => world.bucket.together === 4)
  page.cancel(only(page).key)
  await world.time.pass(1)
  expect(only(page)).toMatchObject({ phase: 'cancelled' })
  expect(world.bucket.together).toBe(0)
  expect(world.bucket.asked).toContain('DELETE {id}/upload')
  expect(world.shelf.kept.get('lorikeet.uploads')).toBe('[]')
  page.retry(only(page).key)
  await world.rest(page)
  expect(only(page).phase).toBe('verifying')
  expect(world.bucket.uploads.size).toBe(2)
})

test('when nothing gets through any more it says so, and goes on from there when asked', async () => {
  const world = new World()
  const page = world.page()
  page.add([fileOf('a.safetensors', 1_000)])
  await world.time.until(() => world.bucket.puts.length === 6)
  world.bucket.faults = Array(100).fill('network')
  await world.time.until(() => only(page).retrying)
  await world.rest(page)
  expect(sentence(only(page).trouble)).toBe('Upload timed out. Please check your connection.')
  world.bucket.faults = []
  const there = new Set([...world.bucket.uploads.values()][0]?.stored.keys())
  world.bucket.puts.length = 0
  page.retry(only(page).key)
  await world.rest(page)
  expect(only(page)).toMatchObject({ phase: 'verifying', trouble: undefined })
  expect(world.bucket.puts).toHaveLength(10 - there.size)
})

test('a bucket that always says no is not asked for ever', async () => {
  const world = new World()
  world.bucket.faults = Array(100).fill('error')
  const page = world.page()
  page.add([fileOf('a.safetensors', 90)])
  await world.rest(page)
  expect(only(page).phase).toBe('failed')
  expect(sentence(only(page).trouble)).toBe('Failed to upload file to storage. Please try again.')
  expect(world.bucket.puts).toHaveLength(10)
})

test('a refusal of the service ends it with the sentence of the service', async () => {
  const world = new World()
  world.bucket.calls = [409]
  const page = world.page()
  page.add([fileOf('a.safetensors', 90)])
  await world.rest(page)
  expect(only(page)).toMatchObject({ phase: 'failed', trouble: { by: 'failure', failure: expect.any(Refusal) } })
})

test('a file that can no longer be read is not mistaken for a bad connection', async () => {
  const world = new World()
  world.bucket.faults = ['network']
  const page = world.page()
  const gone = { ...fileOf('a.safetensors', 90), slice: () => ({ from: 0, to: 90, arrayBuffer: async () => Promise.reject(new Error()) }) }
  page.add([gone as unknown as File])
  await world.rest(page)
  expect(sentence(only(page).trouble)).toMatch('This file can no longer be read.')
})

test('the network coming back ends the wait at once', async () => {
  const world = new World()
  world.bucket.faults = ['busy']
  const page = world.page()
  page.add([fileOf('a.safetensors', 90)])
  await world.time.until(() => only(page).retrying)
  const before = world.time.now()
  page.wake()
  await world.time.until(() => world.bucket.puts.length === 2)
  expect(world.time.now()).toBe(before)
})

test('waits grow, never exceed half a minute unless the other side asks for more', () => {
  expect([0, 1, 2, 9].map(attempt => waitBefore(attempt, 1))).toEqual([500, 1_000, 2_000, 30_000])
  expect(waitBefore(0, 0)).toBe(250)
  expect(waitBefore(0, 0.5, 90)).toBe(90_000)
})

test('the service tells by an event what became of the file', async () => {
  const world = new World()
  const page = world.page()
  const settled: string[] = []
  page.whenSettled(({ name, phase }) => settled.push(`${name} ${phase}`))
  page.add([fileOf('a.safetensors', 90), fileOf('b.safetensors', 90)])
  await world.rest(page)
  const [a, b] = [...world.bucket.uploads.keys()]
  page.hear(lora(a ?? '', 'ready', { name: 'a' }))
  page.hear(lora(b ?? '', 'rejected', { rejection: { code: 'NOT_A_LORA', message: 'It is a whole model.' } }))
  expect(settled).toEqual(['a.safetensors ready', 'b.safetensors rejected'])
  expect(page.snapshot().map(({ trouble }) => sentence(trouble))).toEqual([undefined, 'It is a whole model.'])
})

test('whoever misses the event asks', async () => {
  const world = new World()
  const page = world.page()
  page.add([fileOf('a.safetensors', 90)])
  await world.rest(page)
  const [upload] = [...world.bucket.uploads.values()]
  if (upload) upload.status = 'ready'
  await world.time.pass(5_000)
  expect(only(page).phase).toBe('ready')
})

test('another file of the same name does not continue an upload', async () => {
  const world = new World()
  const first = world.page()
  first.add([fileOf('a.safetensors', 2_000)])
  await world.time.until(() => world.bucket.puts.length > 4)
  world.crash()
  for (const [file, print] of [
    [fileOf('a.safetensors', 2_000), 'another'],
    [fileOf('a.safetensors', 1_999), 'print of a.safetensors'],
    [fileOf('a.safetensors', 2_000, 2), 'print of a.safetensors'],
  ] as const) {
    const page = world.page()
    await page.restore()
    world.inspect = async () => ({ fit: true, facts: { model: undefined, rank: undefined, expert: undefined, triggerWords: [] }, fingerprint: print })
    page.add([file])
    await world.time.until(() => page.snapshot().some(({ phase }) => phase === 'verifying'))
    expect(page.snapshot().map(({ phase }) => phase)).toEqual(['interrupted', 'verifying'])
  }
})

test('what another page is sending is not offered here', async () => {
  const world = new World()
  const first = world.page()
  first.add([fileOf('a.safetensors', 2_000)])
  await world.time.until(() => world.bucket.puts.length > 4)
  world.held = new Set(world.bucket.uploads.keys())
  const second = world.page()
  await second.restore()
  expect(second.snapshot()).toEqual([])
})

test('an interrupted upload can be given up', async () => {
  const world = new World()
  world.page().add([fileOf('a.safetensors', 2_000)])
  await world.time.until(() => world.bucket.puts.length > 4)
  world.crash()
  const page = world.page()
  await page.restore()
  page.cancel(only(page).key)
  await world.time.pass(1)
  expect(page.snapshot()).toEqual([])
  expect(world.bucket.asked).toContain('DELETE {id}/upload')
})

test('an upload whose ticket has ended begins anew', async () => {
  const world = new World()
  const file = fileOf('a.safetensors', 2_000)
  world.page().add([file])
  await world.time.until(() => world.bucket.puts.length > 4)
  world.crash()
  for (const upload of world.bucket.uploads.values()) upload.status = 'deleting'
  const page = world.page()
  await page.restore()
  page.add([file])
  await world.rest(page)
  expect(only(page).phase).toBe('verifying')
  expect(world.bucket.uploads.size).toBe(2)
})

test('the same file dropped twice is sent once', async () => {
  const world = new World()
  const page = world.page()
  page.add([fileOf('a.safetensors', 90), fileOf('a.safetensors', 90)])
  await world.rest(page)
  expect(page.snapshot()).toHaveLength(1)
})

test('what is told while a large file is sent stays the same for all that did not change', async () => {
  const world = new World()
  const page = world.page()
  page.add([fileOf('notes.txt', 5), fileOf('a.safetensors', 50_000)])
  const [notes] = page.snapshot()
  let told = 0
  page.subscribe(() => told++)
  const began = world.time.now()
  await world.rest(page)
  expect(page.snapshot()[0]).toBe(notes)
  expect(told).toBeLessThan((world.time.now() - began) / 500 + 10)
})

test.each(['forgotten', 'complete'] as const)('an upload that the bucket calls %s is not sent into the void', async gone => {
  const world = new World()
  const page = world.page()
  page.add([fileOf('a.safetensors', 2_000)])
  await world.time.until(() => world.bucket.puts.length > 6)
  for (const upload of world.bucket.uploads.values()) upload.gone = gone
  await world.rest(page)
  expect(only(page).phase).toBe(gone === 'complete' ? 'verifying' : 'failed')
  if (gone === 'complete') return
  page.retry(only(page).key)
  await world.rest(page)
  expect(only(page).phase).toBe('verifying')
  expect(world.bucket.uploads.size).toBe(2)
})

test('what gets nowhere for now has no speed, alone or among all', () => {
  const upload = (more: Partial<Upload>): Upload => ({ ...NOTHING_YET, key: 'a', name: 'a.safetensors', size: 100, phase: 'uploading', sent: 50, speed: 10, ...more })
  expect(overall([upload({}), upload({ retrying: true }), upload({ paused: true })])).toMatchObject({ count: 3, speed: 10, secondsLeft: 10 })
  expect(overall([upload({ retrying: true })])).toMatchObject({ speed: 0, secondsLeft: undefined })
})
