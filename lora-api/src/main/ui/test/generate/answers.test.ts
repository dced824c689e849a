import type { CheckAnswer } from '@/api/generation'
import { sorted, stillTrue, verdictOf, warningsOf } from '@/generate/answers'
import { labelsOf } from '@/generate/modelWords'
import { WAN } from './models'

const answer: CheckAnswer = {
  success: true,
  ok: false,
  totalMemoryImpact: { bytes: 0, level: 'none', unknown: 0 },
  estimatedLoadTime: 0,
  compatibilityWarnings: [],
  loras: [{ id: 'a', slot: 'lora_high', ok: false, reasons: ['It does not fit.'], warnings: [] }],
  errors: [
    { pointer: '/parameters/width', message: 'must be from 256 to 1280' },
    { pointer: '/weights/lora_high', message: 'must be a number from 0.0 to 2.0' },
    { pointer: '/loras/1', message: 'There is no such LoRA in this workspace, or it is not proven yet.' },
    { pointer: '/parameters/bogus', message: 'is no parameter of wan22' },
    { pointer: '', message: 'The body is empty.' },
  ],
}

test('what a service says is shown at its field, and what has none elsewhere', () => {
  const more = [{ id: 'x', expert: '' as const }, { id: '', expert: '' as const }, { id: 'y', expert: '' as const }]
  const said = sorted(answer.errors, labelsOf(WAN, 'en'), more, sentence => sentence)
  expect(Object.fromEntries(said.parameters)).toEqual({
    width: 'Width must be from 256 to 1280.',
    lora_high: 'High LoRA must be a number from 0.0 to 2.0.',
  })
  // The second LoRA of the order is in the third row: nothing is chosen in the one between.
  expect(Object.fromEntries(said.rows)).toEqual({ 2: 'There is no such LoRA in this workspace, or it is not proven yet.' })
  expect(said.elsewhere).toEqual(['bogus is no parameter of wan22.', 'The body is empty.'])
})

test('nothing is said of what has changed since it was looked at', () => {
  const checked = { model: 'wan22', parameters: { width: 1, bogus: 1 }, weights: { lora_high: 3 }, loras: [] }
  const now = { model: 'wan22', parameters: { width: 832, bogus: 1 }, weights: { lora_high: 3 }, loras: [] }
  expect(stillTrue(answer, checked, now).map(error => error.pointer)).toEqual(['/weights/lora_high', '/loras/1', '/parameters/bogus'])
})

test('a verdict is about one LoRA in one place', () => {
  expect(verdictOf(answer, 'lora_high', 'a')?.reasons).toEqual(['It does not fit.'])
  expect(verdictOf(answer, 'lora_high', 'b')).toBeUndefined()
  expect(verdictOf(answer, 'lora_low', 'a')).toBeUndefined()
})

test('each warning is said once, where it belongs', () => {
  const rain = { id: 'a', slot: 'lora_high', name: 'rain', ok: true, reasons: [], warnings: ['It looks like an accelerator.'] }
  const compatibilityWarnings = ['Only one expert gets a LoRA.', 'rain: It looks like an accelerator.', 'It repeats itself.']
  expect(warningsOf({ ...answer, compatibilityWarnings, loras: [rain] }, WAN)).toEqual({ general: ['Only one expert gets a LoRA.'], ofLoras: [rain] })
})
