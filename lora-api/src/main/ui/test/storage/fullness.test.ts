import fc from 'fast-check'
import { fullnessOf } from '@/storage/fullness'

const usage = { usedBytes: 0, reservedBytes: 0, quotaBytes: 1_000, loraCount: 0, loraLimit: 100, openUploads: 0 }
const bytes = fc.integer({ min: 0, max: 2 ** 50 })

test('whatever is taken, the bar is never longer than it may be, and full exactly when nothing more goes in', () => {
  fc.assert(
    fc.property(bytes, bytes, bytes, fc.nat(2_000), fc.nat(100), fc.nat(1_000), (usedBytes, reservedBytes, quotaBytes, loraCount, openUploads, loraLimit) => {
      const { used, reserved, level } = fullnessOf({ usedBytes, reservedBytes, quotaBytes, loraCount, openUploads, loraLimit })
      expect(used).toBeGreaterThanOrEqual(0)
      expect(reserved).toBeGreaterThanOrEqual(0)
      expect(used + reserved).toBeLessThanOrEqual(100.0001)
      expect(level === 'full').toBe(usedBytes + reservedBytes >= quotaBytes || loraCount + openUploads >= loraLimit)
    }),
    { numRuns: 500 },
  )
})

test('it is loud only near the end, and says which end that is', () => {
  expect(fullnessOf({ ...usage, usedBytes: 600, reservedBytes: 200 })).toMatchObject({ used: 60, reserved: 20, level: 'calm', byCount: false })
  expect(fullnessOf({ ...usage, usedBytes: 600, reservedBytes: 300 })).toMatchObject({ level: 'near', byCount: false })
  expect(fullnessOf({ ...usage, usedBytes: 100, loraCount: 85, openUploads: 6 })).toMatchObject({ level: 'near', byCount: true })
  expect(fullnessOf({ ...usage, loraCount: 50 })).toMatchObject({ level: 'calm', byCount: false })
})
