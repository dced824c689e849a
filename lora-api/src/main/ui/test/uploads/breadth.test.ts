import fc from 'fast-check'
import { afterFailure, afterLook, FIRST, LEAST, MOST, type Breadth } from '@/uploads/engine/breadth'
import { fileOf } from './bucket'
import { only, World } from './world'

const looks = fc.record({ speed: fc.double({ min: 0, max: 1e9, noNaN: true }), full: fc.boolean() })
const happenings = fc.array(fc.option(looks, { nil: 'failure' as const, freq: 4 }), { maxLength: 60 })

test('whatever the line does, there are never too many at once and never none, and never two more than before', () => {
  fc.assert(
    fc.property(happenings, happenings => {
      happenings.reduce((before: Breadth, seen) => {
        const after = seen === 'failure' ? afterFailure(before) : afterLook(before, seen)
        expect(after.width).toBeGreaterThanOrEqual(LEAST)
        expect(after.width).toBeLessThanOrEqual(MOST)
        expect(after.width).toBeLessThanOrEqual(before.width + (seen === 'failure' ? 0 : 1))
        if (seen === 'failure' && before.width > LEAST) expect(after.width).toBeLessThan(before.width)
        if (seen !== 'failure' && !seen.full) expect(after).toEqual(before)
        return after
      }, FIRST)
    }),
    { numRuns: 500 },
  )
})

test('from anywhere it finds as many as fill the line, and tries but one more', () => {
  fc.assert(
    fc.property(happenings, fc.integer({ min: 1, max: MOST + 2 }), (earlier, filledBy) => {
      let breadth = earlier.reduce((before: Breadth, seen) => (seen === 'failure' ? afterFailure(before) : afterLook(before, seen)), FIRST)
      const began = breadth.width
      const widths = Array.from({ length: 60 }, () => {
        breadth = afterLook(breadth, { speed: Math.min(breadth.width, filledBy), full: true })
        return breadth.width
      }).slice(30)
      const enough = Math.min(filledBy, MOST)
      expect(Math.min(...widths)).toBeGreaterThanOrEqual(enough)
      expect(Math.max(...widths)).toBeLessThanOrEqual(Math.min(MOST, Math.max(began, enough) + 1))
    }),
    { numRuns: 500 },
  )
})

test('a line that carries more gets more parts at once, and a bad one fewer', async () => {
  const world = new World()
  world.bucket.speed = 50
  const page = world.page()
  page.add([fileOf('a.safetensors', 20_000)])
  await world.time.until(() => world.bucket.together === MOST)
  world.bucket.faults = Array(12).fill('error')
  await world.time.until(() => world.bucket.faults.length === 0)
  world.bucket.mostTogether = 0
  await world.time.pass(1)
  expect(world.bucket.together).toBeLessThan(FIRST.width)
  await world.rest(page)
  expect(only(page).phase).toBe('verifying')
  expect(world.bucket.mostTogether).toBe(MOST)
})
