import fc from 'fast-check'
import { choicesOf, found } from '@/selector/choices'
import { misfit } from '@/selector/fit'
import { afterKey, optionsIn, rowsOf } from '@/selector/rows'
import { facts, lora, someLoras } from '../library/loras'
import { wan } from './models'

test('every LoRA is offered once, what fits above what does not', () => {
  const any = someLoras(12).chain(loras =>
    fc.tuple(...loras.map(one => fc.record({ used: fc.boolean(), family: fc.constantFrom('wan', 'flux', 'unknown') }).map(({ used, family }) => ({ ...one, facts: facts({ family }), ...(used && { lastUsed: one.uploadedAt }) })))),
  )
  fc.assert(
    fc.property(any, loras => {
      const { recent, all } = choicesOf(loras, '', wan, 'high')
      expect([...recent, ...all].map(choice => choice.lora.id).toSorted()).toEqual(loras.map(one => one.id).toSorted())
      const firstMisfit = all.findIndex(choice => choice.misfit)
      if (firstMisfit >= 0) expect(all.slice(firstMisfit).every(choice => choice.misfit)).toBe(true)
      expect(recent.every(choice => choice.lora.lastUsed && !choice.misfit)).toBe(true)
      const options = optionsIn(rowsOf({ recent, all }))
      expect(options.map(row => row.position)).toEqual(options.map((_, index) => index + 1))
    }),
    { numRuns: 200 },
  )
})

test('keys never lead out of the list', () => {
  const keys = fc.constantFrom('ArrowDown', 'ArrowUp', 'Home', 'End', 'PageDown', 'PageUp')
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 50 }), fc.array(keys, { maxLength: 30 }), (count, pressed) => {
      let at = -1
      for (const key of pressed) {
        at = afterKey(key, at, count) ?? -1
        expect(at).toBeGreaterThanOrEqual(0)
        expect(at).toBeLessThan(count)
      }
    }),
    { numRuns: 200 },
  )
  expect(afterKey('ArrowDown', -1, 0)).toBeUndefined()
  expect(afterKey('x', 0, 3)).toBeUndefined()
})

test('a slot may hold an id or a path', () => {
  const one = lora({ id: 'a' })
  expect(found('a', [one])).toBe(one)
  expect(found(one.s3Path, [one])).toBe(one)
  expect(found('', [one])).toBeUndefined()
})

test.each([
  ['another family', { facts: facts({ family: 'flux' }) }, 'high', { kind: 'family', madeFor: 'FLUX', takes: 'WAN' }],
  ['another size', { facts: facts({ variant: '5b' }) }, 'high', { kind: 'variant', madeFor: '5B', takes: 'A14B' }],
  ['the other expert', { expert: 'low', facts: facts({ variant: 'a14b' }) }, 'high', { kind: 'expert', madeFor: 'low' }],
  ['both experts', { expert: 'both', facts: facts({ variant: 'a14b' }) }, 'high', undefined],
  ['nobody knows what', { facts: facts({ family: 'unknown' }) }, 'high', undefined],
  ['no slot in particular', { expert: 'low' }, undefined, undefined],
] as const)('made for %s', (_, of, slot, expected) => {
  expect(misfit(lora(of), wan, slot)).toEqual(expected)
})

test('a model with one network takes a LoRA of either expert', () => {
  expect(misfit(lora({ expert: 'low' }), { ...wan, experts: 'one' }, 'both')).toBeUndefined()
})
