import fc from 'fast-check'
import { hashOf, MOST_COMPARED, placeOf, type Place } from '@/shell/place'

test('every place can be linked to', () => {
  const id = fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/).filter(id => id !== 'loras')
  const places: fc.Arbitrary<Place> = fc.oneof(
    fc.record({ view: fc.constant('create' as const), loras: fc.boolean() }),
    fc.record({ view: fc.constant('videos' as const), loras: fc.boolean() }),
    fc.record({ view: fc.constant('compare' as const), compared: fc.array(id, { minLength: 1, maxLength: MOST_COMPARED }), loras: fc.boolean() }),
    fc.record({ view: fc.constant('videos' as const), job: id, loras: fc.boolean() }),
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
  expect(placeOf('#/compare')).toEqual({ view: 'create', loras: false })
})
