import fc from 'fast-check'
import { hashOf, placeOf, type Place } from '@/shell/place'

test('every place can be linked to', () => {
  const places: fc.Arbitrary<Place> = fc.oneof(
    fc.record({ view: fc.constant('create' as const), loras: fc.boolean() }),
    fc.record({ view: fc.constant('videos' as const), loras: fc.boolean() }),
    fc.record({ view: fc.constant('videos' as const), job: fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/).filter(id => id !== 'loras'), loras: fc.boolean() }),
  )
  fc.assert(
    fc.property(places, place => {
      expect(placeOf(hashOf(place))).toEqual(place)
    }),
    { numRuns: 200 },
  )
})

test('an address that means nothing is the beginning', () => {
  expect(placeOf('')).toEqual({ view: 'create', loras: false })
  expect(placeOf('#/what/ever')).toEqual({ view: 'create', loras: false })
})
