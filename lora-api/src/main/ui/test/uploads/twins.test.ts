import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { Client } from '@/api/client'
import { twinFinder } from '@/uploads/engine/twins'
import { session } from '../session'
import { fileOf } from './bucket'

type Kept = { readonly fileSize: number; readonly sha256?: string }

const never = new AbortController().signal
const hashOf = (content: string) => createHash('sha256').update(content).digest('hex')

/** A workspace that answers as the service does, and a digest that counts what it was asked for. */
function workspace(loras: ReadonlyArray<Kept>) {
  const asked: string[] = []
  const digested: string[] = []
  const client = new Client(session(), async url => {
    const { searchParams } = new URL(String(url))
    asked.push([...searchParams.keys()].join())
    const fits = ({ fileSize, sha256 }: Kept) =>
      fileSize === Number(searchParams.get('fileSize')) && (!searchParams.has('sha256') || sha256 === searchParams.get('sha256'))
    const found = loras.filter(fits)
    return Response.json({ success: true, loras: found.slice(0, Number(searchParams.get('limit'))), total: found.length })
  })
  const find = twinFinder(client, async (file, _, read) => {
    digested.push(file.name)
    read(file.size)
    return hashOf(file.name)
  })
  return { find: (file: File, signal = never) => find(file, 1, signal, () => {}), asked, digested, client }
}

test('a file of a size that the workspace does not have is not read at all', async () => {
  const { find, digested, asked } = workspace([{ fileSize: 90, sha256: hashOf('a') }])
  expect(await find(fileOf('a', 91))).toBeUndefined()
  expect(digested).toEqual([])
  expect(asked).toEqual(['fileSize,sort,limit'])
})

test('what is found is what has every byte in common, however many have the size', async () => {
  const contents = fc.constantFrom('a', 'b', 'c', 'd')
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ fileSize: fc.constantFrom(1, 2), content: contents, hashed: fc.boolean() }), { maxLength: 12 }),
      contents,
      fc.constantFrom(1, 2),
      async (loras, content, size) => {
        const kept = loras.map(({ fileSize, content, hashed }) => ({ fileSize, ...(hashed ? { sha256: hashOf(content) } : {}) }))
        const { find, digested } = workspace(kept)
        const found = await find(fileOf(content, size))
        const expected = loras.some(lora => lora.hashed && lora.content === content && lora.fileSize === size)
        expect(found && { ...found }).toEqual(expected ? { fileSize: size, sha256: hashOf(content) } : undefined)
        expect(digested.length).toBe(loras.some(lora => lora.fileSize === size) ? 1 : 0)
      },
    ),
    { numRuns: 200 },
  )
})

test('one file is read after the other, and one that nobody waits for lets the next one begin', async () => {
  const { client } = workspace([{ fileSize: 90 }])
  const reading: string[] = []
  const ends = new Map<string, () => void>()
  const find = twinFinder(client, (file, signal) => {
    reading.push(file.name)
    return new Promise((resolve, reject) => {
      ends.set(file.name, () => resolve(hashOf(file.name)))
      signal.addEventListener('abort', () => reject(signal.reason))
    })
  })
  const given = new AbortController()
  const first = find(fileOf('a', 90), 1, given.signal, () => {})
  const second = find(fileOf('b', 90), 2, never, () => {})
  await vi.waitFor(() => expect(reading).toEqual(['a']))
  given.abort()
  await vi.waitFor(() => expect(reading).toEqual(['a', 'b']))
  ends.get('b')?.()
  expect(await Promise.all([first, second])).toEqual([undefined, undefined])
})

test('many files that come together do not all ask at once', async () => {
  let asking = 0
  let most = 0
  const client = new Client(session(), async () => {
    most = Math.max(most, ++asking)
    await new Promise(resolve => setImmediate(resolve))
    asking--
    return Response.json({ success: true, loras: [], total: 0 })
  })
  const find = twinFinder(client, async () => '')
  await Promise.all(Array.from({ length: 50 }, (_, order) => find(fileOf(`${order}`, order + 1), order, new AbortController().signal, () => {})))
  expect(most).toBe(2)
})

test('a look that fails keeps nobody from uploading', async () => {
  const away = new Client(session(), async () => Promise.reject(new Error('no network')))
  expect(await twinFinder(away, async () => '')(fileOf('a', 90), 1, never, () => {})).toBeUndefined()
  const { client } = workspace([{ fileSize: 90, sha256: hashOf('a') }])
  const unreadable = twinFinder(client, async () => Promise.reject(new Error('gone')))
  expect(await unreadable(fileOf('a', 90), 1, never, () => {})).toBeUndefined()
})
