import fc from 'fast-check'
import { missingWords, withWord } from '@/generate/triggerWords'

test('a word that was added is missing no more', () => {
  fc.assert(
    fc.property(fc.string(), fc.string({ minLength: 1 }).filter(word => word.trim() !== ''), (prompt, word) => {
      expect(missingWords(withWord(prompt, word), [word])).toEqual([])
    }),
    { numRuns: 200 },
  )
})

test('each word is offered once, however it is written', () => {
  expect(missingWords('A Harbour Style picture', ['harbour style', 'neon', 'Neon', ' '])).toEqual(['neon'])
  expect(withWord('A cat', 'neon')).toBe('A cat, neon')
  expect(withWord('A cat. ', 'neon')).toBe('A cat. neon')
  expect(withWord(' ', 'neon')).toBe('neon')
})
