import fc from 'fast-check'
import type { Lora } from '@/api/lora'
import { listed, onPages, withLora, withLoraAt, withoutLora, type Pages } from '@/library/cache'
import { changesOf, draftOf } from '@/library/edits'
import { tailOf } from '@/library/tail'
import { afterSwipe, REVEALED, swiped } from '@/library/swiping'
import { lora, someLoras } from './loras'

const pages = (loras: ReadonlyArray<Lora>, size: number): Pages => {
  const count = Math.max(1, Math.ceil(loras.length / size))
  return {
    pageParams: Array.from({ length: count }),
    pages: Array.from({ length: count }, (_, index) => ({ success: true, loras: loras.slice(index * size, (index + 1) * size), total: loras.length })),
  }
}

test('taking one out and putting it back changes nothing, wherever it was', () => {
  fc.assert(
    fc.property(someLoras(12), fc.integer({ min: 1, max: 5 }), fc.nat(11), (loras, size, at) => {
      const before = pages(loras, size)
      const index = at % Math.max(1, loras.length)
      const one = loras[index]
      if (!one) return
      const without = onPages(before, all => withoutLora(all, one.id))
      expect(listed(without)).toEqual(loras.filter(other => other !== one))
      expect(without.pages.every(page => page.total === loras.length - 1)).toBe(true)
      const back = onPages(without, all => withLoraAt(all, index, one))
      expect(listed(back)).toEqual(loras)
      expect(back.pages.every(page => page.total === loras.length)).toBe(true)
    }),
    { numRuns: 200 },
  )
})

test('what was told late does not undo what is known already', () => {
  const known = lora({ updatedAt: '2026-01-20T12:00:05Z', version: 3, name: 'new' })
  expect(withLora([known], { ...known, updatedAt: '2026-01-20T12:00:00Z', version: 2, name: 'old' })).toEqual([known])
})

test('a draft that nobody touched changes nothing', () => {
  fc.assert(
    fc.property(someLoras(3), loras => {
      for (const one of loras) expect(changesOf(one, draftOf(one))).toBeUndefined()
    }),
    { numRuns: 100 },
  )
})

test('what is emptied is cleared and not left out', () => {
  const one = lora({ description: 'Sand.', expert: 'high' })
  expect(changesOf(one, { ...draftOf(one), description: ' ', expert: '' })).toEqual({ description: null, expert: null })
})

test('a finger that goes down the page moves no card, and none goes further than its button', () => {
  fc.assert(
    fc.property(fc.integer({ min: -500, max: 500 }), fc.integer({ min: -500, max: 500 }), (x, y) => {
      const offset = swiped({ x: 0, y: 0, from: 0 }, x, y, false)
      if (Math.abs(y) > Math.abs(x)) expect(offset).toBeUndefined()
      else if (offset !== undefined) expect(offset).toBeGreaterThanOrEqual(REVEALED - 16)
      expect([0, REVEALED]).toContain(afterSwipe(offset ?? 0))
    }),
    { numRuns: 200 },
  )
})

test('a name keeps the word that tells high from low, and loses no character', () => {
  expect(tailOf('a_very_long_name_of_a_lora_high_noise (10)')).toBe('high_noise (10)')
  expect(tailOf('harbour_dusk_low_noise')).toBe('')
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), name => {
      expect(name.endsWith(tailOf(name))).toBe(true)
    }),
    { numRuns: 200 },
  )
})
