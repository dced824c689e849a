import fc from 'fast-check'
import { differencesOf } from '@/compare/differences'
import { job, used } from '../jobs/jobs'

const parameters = fc.dictionary(fc.constantFrom('seed', 'steps', 'cfg', 'prompt', 'width', 'height'), fc.oneof(fc.integer({ min: 0, max: 2 }), fc.constant('')))
const some = fc
  .record({ parameters, loras: fc.uniqueArray(fc.record({ id: fc.constantFrom('a', 'b'), weight: fc.constantFrom(0.5, 1) }), { selector: lora => lora.id }) })
  .map(({ parameters, loras }) => job('j', { parameters, loras: loras.map(({ id, weight }) => used(id, weight)) }))

test('what is the same in all is not told, and what is told differs', () => {
  fc.assert(
    fc.property(fc.array(some, { minLength: 2, maxLength: 9 }), jobs => {
      const differences = differencesOf(jobs)
      for (const difference of differences) {
        const values = 'weights' in difference ? difference.weights : difference.values
        expect(values).toHaveLength(jobs.length)
        expect(new Set(values).size).toBeGreaterThan(1)
      }
      const told = new Set(differences.map(difference => (difference.what === 'parameter' ? difference.name : difference.what)))
      for (const name of ['seed', 'steps', 'cfg', 'prompt']) {
        expect(told.has(name)).toBe(new Set(jobs.map(({ parameters }) => String(parameters[name] ?? ''))).size > 1)
      }
      expect(differencesOf(jobs.map(() => jobs[0]!))).toEqual([])
    }),
    { numRuns: 200 },
  )
})

test('weights come first, and a LoRA that only one of them has is told with nothing for the other', () => {
  const [one, two] = [job('1', { loras: [used('a', 0.4), used('b', 1)] }), job('2', { loras: [used('a', 0.8)], parameters: { prompt: 'Prompt of 1', width: 832, height: 480, frames: 81, seed: 8, lora_high: '' } })]
  expect(differencesOf([one, two])).toMatchObject([
    { what: 'lora', lora: { id: 'a' }, weights: [0.4, 0.8] },
    { what: 'lora', lora: { id: 'b' }, weights: [1, undefined] },
    { what: 'parameter', name: 'seed', values: [7, 8] },
  ])
})
