import fc from 'fast-check'
import { age, bytes, clock, shortened } from '@/words/format'

test('sizes are said as the services say them', () => {
  expect(bytes(0, 'en')).toBe('0 B')
  expect(bytes(999, 'en')).toBe('999 B')
  expect(bytes(306_807_976, 'en')).toBe('307 MB')
  expect(bytes(2_300_000_000, 'en')).toBe('2.3 GB')
  expect(bytes(999_960, 'en')).toBe('1 MB')
})

test('ages are in the largest unit that fits', () => {
  const now = Date.parse('2026-01-31T12:00:00Z')
  expect(age('2026-01-31T11:59:30Z', now, 'en')).toBe('now')
  expect(age('2026-01-29T11:00:00Z', now, 'en')).toBe('2 days ago')
  expect(age('2026-01-24T12:00:00Z', now, 'en')).toBe('last week')
  expect(age('2026-01-29T11:00:00Z', now, 'ko')).toBe('그저께')
})

test('clocks have two digits but for the first number', () => {
  expect(clock(5)).toBe('0:05')
  expect(clock(3_723)).toBe('1:02:03')
})

test('a shortened name keeps its ends and never grows', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 5, max: 60 }), (name, most) => {
      const short = shortened(name, most)
      expect([...short].length).toBeLessThanOrEqual(Math.max(most, 0) || most)
      if ([...name].length > most) expect(short.endsWith([...name].at(-1)!)).toBe(true)
      else expect(short).toBe(name)
    }),
    { numRuns: 200 },
  )
})
