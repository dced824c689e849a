import fc from 'fast-check'
import type { Parameter } from '@/api/generation'
import { freshDraft, type Draft } from '@/generate/draft'
import { faultsOf, isUnusual, pointerTo } from '@/generate/faults'
import { numberOf } from '@/generate/order'
import { anyModel, PICTURE_BYTES, WAN } from './models'

const prompted = (values: Draft['values'] = {}): Draft => {
  const draft = freshDraft(WAN)
  return { ...draft, values: { ...draft.values, prompt: 'A harbour', ...values } }
}
const found = (draft: Draft) => faultsOf(WAN, draft, PICTURE_BYTES).map(({ pointer, what }) => `${pointer} ${what}`)

test('every default of every model is valid', () => {
  fc.assert(
    fc.property(anyModel, model => {
      expect(faultsOf(model, freshDraft(model), PICTURE_BYTES)).toEqual([])
    }),
    { numRuns: 200 },
  )
})

test('what passes lies within the bounds, and every fault names the field that is wrong', () => {
  const typed = fc.oneof(
    fc.integer({ min: -100, max: 2000 }).map(String),
    fc.double({ min: -100, max: 2000, noNaN: true }).map(String),
    fc.constantFrom('', ' ', 'abc', '1e3', '0x10', '-', 'Infinity', 'NaN', '1.0'),
    fc.string(),
  )
  fc.assert(
    fc.property(anyModel, fc.array(typed, { minLength: 8, maxLength: 8 }), (model, texts) => {
      const draft = freshDraft(model)
      model.parameters.forEach((parameter, index) => {
        if (parameter.type !== 'boolean' && parameter.type !== 'lora-selector') draft.values[parameter.name] = texts[index]!
      })
      const wrong = new Set(faultsOf(model, draft, PICTURE_BYTES).map(fault => fault.pointer))
      for (const parameter of model.parameters) {
        expect(wrong.has(pointerTo(parameter.name))).toBe(!isAllowed(parameter, draft.values[parameter.name]!))
      }
      expect([...wrong].every(pointer => model.parameters.some(({ name }) => pointer === pointerTo(name)))).toBe(true)
    }),
    { numRuns: 500 },
  )
})

/** The contract, said a second time. */
function isAllowed(parameter: Parameter, value: string | boolean): boolean {
  const { min = -Infinity, max = Infinity, step = 1 } = parameter
  const number = numberOf(value)
  switch (parameter.type) {
    case 'integer':
      return number !== undefined && Number.isInteger(number) && number >= min && number <= max && (number - min) % step === 0
    case 'seed':
      return number !== undefined && Number.isSafeInteger(number) && number >= -1
    case 'number':
      return number !== undefined && number >= min && number <= max
    case 'choice':
      return parameter.options!.includes(String(value))
    case 'text':
      return [...String(value)].length <= parameter.maxLength!
    case 'image':
      return value === ''
    default:
      return true
  }
}

test('a step tells the values beside the wrong one', () => {
  const [fault] = faultsOf(WAN, prompted({ frames: '100' }), PICTURE_BYTES)
  expect(fault).toMatchObject({ pointer: '/parameters/frames', what: 'step', nearest: [97, 101] })
})

test('sides that are right alone may be too large together', () => {
  expect(found(prompted({ width: '1280', height: '1280' }))).toEqual(['/parameters/width tooManyPixels'])
  expect(found(prompted({ width: '1280', height: '720' }))).toEqual([])
})

test('a parameter stays below the one that limits it', () => {
  expect(found(prompted({ steps: '8', high_steps: '9' }))).toEqual(['/parameters/high_steps aboveOther'])
})

test('a blank prompt is missing', () => {
  expect(found(prompted({ prompt: ' \n' }))).toEqual(['/parameters/prompt required'])
})

test('the unusual is allowed, and told', () => {
  const frames = WAN.parameters.find(({ name }) => name === 'frames')!
  expect(found(prompted({ frames: '121' }))).toEqual([])
  expect(isUnusual(frames, '121')).toBe(true)
  expect(isUnusual(frames, '81')).toBe(false)
})

test('no more LoRAs than the model takes, in slots and beyond them', () => {
  const more = ['c', 'd', 'e', 'f'].map(id => ({ id, expert: '' as const }))
  const draft = prompted({ lora_high: 'a', lora_low: 'b' })
  expect(found({ ...draft, more })).toEqual(['/loras tooManyLoras'])
  expect(found({ ...draft, more: more.slice(1) })).toEqual([])
})

describe('pictures', () => {
  const model = { ...WAN, parameters: [{ name: 'image', label: 'Picture', type: 'image', group: 'basic', description: '', required: true } as const] }
  const fault = (image: string) => faultsOf(model, { ...freshDraft(model), values: { image } }, PICTURE_BYTES)[0]?.what

  test('are https addresses or PNG, JPEG or WebP in a data URI', () => {
    expect(fault('')).toBe('required')
    expect(fault('https://example.com/cat.png')).toBeUndefined()
    expect(fault('http://example.com/cat.png')).toBe('badAddress')
    expect(fault('https://me:secret@example.com/cat.png')).toBe('badAddress')
    expect(fault('data:image/png;base64,iVBORw0KGgoAAAA=')).toBeUndefined()
    expect(fault('data:image/png;base64,R0lGODlh')).toBe('notPicture')
    expect(fault('data:image/gif;base64,R0lGODlh')).toBe('notPicture')
  })

  test('have as many bytes together as the service says', () => {
    const picture = (bytes: number) => `data:image/jpeg;base64,${Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(bytes - 3)]).toString('base64')}`
    expect(fault(picture(PICTURE_BYTES))).toBeUndefined()
    expect(fault(picture(PICTURE_BYTES + 1))).toBe('picturesTooLarge')
  })
})
