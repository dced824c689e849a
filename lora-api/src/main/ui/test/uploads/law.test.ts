import fc from 'fast-check'
import { MOST } from '@/uploads/engine/breadth'
import { fileOf, type Fault } from './bucket'
import { only, World } from './world'

/** Hundreds of uploads, on a machine that may be busy. */
const PATIENCE = 60_000

const FAULTS: ReadonlyArray<Fault> = ['error', 'busy', 'forbidden', 'network', 'stall', 'unheard']

const faults = fc.array(fc.option(fc.constantFrom(...FAULTS), { nil: undefined, freq: 2 }), { maxLength: 12 })
const calls = fc.array(fc.option(fc.constantFrom(500, 503), { nil: undefined, freq: 2 }), { maxLength: 6 })

test('every byte arrives exactly once, whatever goes wrong on the way', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 3_000 }),
      fc.integer({ min: 50, max: 400 }),
      faults,
      calls,
      fc.array(fc.integer({ min: 1, max: 4_000 }), { maxLength: 6 }),
      fc.constantFrom(100, 90_000, 3_600_000),
      async (size, partSize, faults, calls, pauses, urlsLast) => {
        const world = new World()
        Object.assign(world.bucket, { partSize, faults, calls, urlsLast })
        const page = world.page()
        watchProgress(world, page, size)
        page.add([fileOf('a.safetensors', size)])
        pauses.reduce((at, pause, index) => {
          world.time.after(at + pause, () => (index % 2 === 0 ? page.pause : page.resume).call(page, only(page).key))
          return at + pause
        }, 0)
        if (pauses.length % 2 === 1) world.time.after(30_000, () => page.resume(only(page).key))
        await world.rest(page)
        expect(only(page)).toMatchObject({ phase: 'verifying', sent: size, trouble: undefined })
        const [upload] = [...world.bucket.uploads.values()]
        expect(world.bucket.uploads.size).toBe(1)
        expect(upload?.object?.reduce((end, range) => (range.from === end ? range.to : NaN), 0)).toBe(size)
        expect(world.bucket.mostTogether).toBeLessThanOrEqual(MOST)
      },
    ),
    { numRuns: 300 },
  )
}, PATIENCE)

test('a gigabyte takes hardly longer than its line does', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1_000_000, max: 500_000_000 }), fc.double({ min: 0, max: 2, noNaN: true }), async (bytesPerSecond, thinks) => {
      const world = new World()
      const partSize = 16 * 1024 ** 2
      const size = 1024 ** 3
      const partTakes = (partSize / bytesPerSecond) * 1000
      Object.assign(world.bucket, { partSize, line: { bytesPerSecond, answerAfter: thinks * partTakes } })
      const page = world.page()
      const begun = world.time.now()
      page.add([fileOf('a.safetensors', size)])
      await world.rest(page)
      expect(only(page)).toMatchObject({ phase: 'verifying', sent: size })
      // The bucket thinks about the last part when nothing is left that could be sent meanwhile.
      const lineTakes = (size / bytesPerSecond) * 1000 + thinks * partTakes
      expect(world.time.now() - begun).toBeLessThanOrEqual(lineTakes * 1.05)
    }),
    { numRuns: 100 },
  )
}, PATIENCE)

/** What is shown is never more than the file, and never less than the bucket has said it holds. */
function watchProgress(world: World, page: ReturnType<World['page']>, size: number) {
  let confirmed = 0
  const put = world.bucket.put
  Object.assign(world.bucket, {
    put: async (...request: Parameters<typeof put>) => {
      const answer = await put(...request)
      if (answer.status === 200) confirmed += request[0].size
      return answer
    },
  })
  page.subscribe(() => {
    const { sent, phase } = only(page)
    expect(sent).toBeLessThanOrEqual(size)
    if (phase === 'uploading') expect(sent).toBeGreaterThanOrEqual(confirmed)
  })
}

// Feature: lora-management, Property 18: A resumed upload sends only the parts that the bucket does not have
test('after a reload only those parts are sent that the bucket lacks', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 101, max: 3_000 }),
      fc.integer({ min: 50, max: 3_000 }),
      fc.array(fc.constantFrom<Fault | undefined>('error', 'network', undefined), { maxLength: 4 }),
      async (size, killedAfter, faults) => {
        const world = new World()
        const file = fileOf('a.safetensors', size)
        const first = world.page()
        first.add([file])
        await world.time.pass(killedAfter)
        fc.pre(only(first).phase === 'uploading')
        world.crash()
        const [upload] = [...world.bucket.uploads.values()]
        const stored = new Set(upload?.stored.keys())
        world.bucket.puts.length = 0
        world.bucket.faults = [...faults]

        const second = world.page()
        await second.restore()
        expect(second.snapshot().map(shown => shown.phase)).toEqual(['interrupted'])
        second.add([file])
        await world.rest(second)
        expect(only(second)).toMatchObject({ phase: 'verifying' })
        expect(world.bucket.puts.filter(number => stored.has(number))).toEqual([])
        expect(upload?.object?.reduce((end, range) => (range.from === end ? range.to : NaN), 0)).toBe(size)
        expect(world.bucket.uploads.size).toBe(1)
      },
    ),
    { numRuns: 200 },
  )
}, PATIENCE)
