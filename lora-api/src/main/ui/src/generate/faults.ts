import type { Model, Parameter } from '@/api/generation'
import { chosenLoras, type Draft } from './draft'
import { numberOf } from './order'
import { inlineBytes, isPicture, isWebPicture } from './pictures'
import { slotsOf } from './models'

/** What is wrong with a draft, where, and what would be right. `pointer` is where a service would say it is. */
export type Fault = { readonly pointer: string } & (
  | { readonly what: 'required' | 'notWhole' | 'notNumber' | 'control' | 'badAddress' | 'notPicture' }
  | { readonly what: 'tooLong'; readonly most: number; readonly length: number }
  | { readonly what: 'outside'; readonly least: number; readonly most: number }
  | { readonly what: 'step'; readonly step: number; readonly nearest: ReadonlyArray<number> }
  | { readonly what: 'notAnOption'; readonly options: ReadonlyArray<string> }
  | { readonly what: 'tooManyPixels'; readonly most: number; readonly pixels: number }
  | { readonly what: 'aboveOther'; readonly other: string; readonly most: number }
  | { readonly what: 'picturesTooLarge'; readonly most: number }
  | { readonly what: 'tooManyLoras'; readonly most: number }
)

/** @param pictureBytes as many as the pictures of one order may have together */
export function faultsOf(model: Model, draft: Draft, pictureBytes: number): ReadonlyArray<Fault> {
  const single = model.parameters.flatMap(parameter => {
    const fault = faultOf(parameter, draft.values[parameter.name] ?? '')
    return fault ? [fault] : []
  })
  const wrong = new Set(single.map(fault => fault.pointer))
  return [...single, ...together(model, draft, pictureBytes).filter(fault => !wrong.has(fault.pointer))]
}

/** Where something is allowed and seldom meant. */
export function isUnusual(parameter: Parameter, value: string | boolean | undefined) {
  const number = numberOf(value)
  return parameter.warnAbove !== undefined && number !== undefined && number > parameter.warnAbove
}

function faultOf(parameter: Parameter, value: string | boolean): Fault | undefined {
  const pointer = pointerTo(parameter.name)
  switch (parameter.type) {
    case 'text':
      return textFault(pointer, parameter, String(value))
    case 'integer':
    case 'seed':
      return wholeFault(pointer, parameter, value)
    case 'number':
      return numberFault(pointer, parameter, value)
    case 'choice':
      return parameter.options?.includes(String(value)) ? undefined : { pointer, what: 'notAnOption', options: parameter.options ?? [] }
    case 'image':
      return pictureFault(pointer, parameter, String(value))
    default:
      return undefined
  }
}

// eslint-disable-next-line no-control-regex
const UNREADABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]|\p{Surrogate}/u

function textFault(pointer: string, parameter: Parameter, text: string): Fault | undefined {
  if (parameter.required && text.trim() === '') return { pointer, what: 'required' }
  const length = [...text].length
  if (parameter.maxLength !== undefined && length > parameter.maxLength) {
    return { pointer, what: 'tooLong', most: parameter.maxLength, length }
  }
  return UNREADABLE.test(text) ? { pointer, what: 'control' } : undefined
}

function wholeFault(pointer: string, parameter: Parameter, value: string | boolean): Fault | undefined {
  const number = numberOf(value)
  if (number === undefined || !Number.isSafeInteger(number)) return { pointer, what: 'notWhole' }
  const outside = boundsFault(pointer, parameter, number)
  if (outside || parameter.type === 'seed') return outside
  const step = parameter.step ?? 1
  return (number - (parameter.min ?? 0)) % step === 0 ? undefined : { pointer, what: 'step', step, nearest: nearest(parameter, number) }
}

function numberFault(pointer: string, parameter: Parameter, value: string | boolean): Fault | undefined {
  const number = numberOf(value)
  return number === undefined ? { pointer, what: 'notNumber' } : boundsFault(pointer, parameter, number)
}

function boundsFault(pointer: string, { min = -Infinity, max = Infinity }: Parameter, number: number): Fault | undefined {
  return number < min || number > max ? { pointer, what: 'outside', least: min, most: max } : undefined
}

/** The allowed values beside one that is not: min, min + step, and so on. */
function nearest({ min = 0, max = Infinity, step = 1 }: Parameter, number: number): ReadonlyArray<number> {
  const below = min + Math.floor((number - min) / step) * step
  return [below, below + step].filter(value => value >= min && value <= max)
}

function pictureFault(pointer: string, parameter: Parameter, value: string): Fault | undefined {
  if (value === '') return parameter.required ? { pointer, what: 'required' } : undefined
  if (/^data:/i.test(value)) return isPicture(value) ? undefined : { pointer, what: 'notPicture' }
  return isWebPicture(value) ? undefined : { pointer, what: 'badAddress' }
}

function together(model: Model, draft: Draft, pictureBytes: number): ReadonlyArray<Fault> {
  return [...aboveOthers(model, draft), ...pixels(model, draft), ...pictures(model, draft, pictureBytes), ...loras(model, draft)]
}

function aboveOthers(model: Model, { values }: Draft): ReadonlyArray<Fault> {
  return model.parameters.flatMap(({ name, mostOf }) => {
    const [value, most] = mostOf ? [numberOf(values[name]), numberOf(values[mostOf])] : []
    return mostOf && value !== undefined && most !== undefined && value > most
      ? [{ pointer: pointerTo(name), what: 'aboveOther' as const, other: mostOf, most }]
      : []
  })
}

function pixels(model: Model, { values }: Draft): ReadonlyArray<Fault> {
  const pixels = (numberOf(values.width) ?? 0) * (numberOf(values.height) ?? 0)
  return pixels > model.mostPixels ? [{ pointer: pointerTo('width'), what: 'tooManyPixels', most: model.mostPixels, pixels }] : []
}

function pictures(model: Model, { values }: Draft, most: number): ReadonlyArray<Fault> {
  const inline = model.parameters.filter(({ name, type }) => type === 'image' && inlineBytes(String(values[name] ?? '')) > 0)
  const bytes = inline.reduce((sum, { name }) => sum + inlineBytes(String(values[name])), 0)
  const last = inline.at(-1)
  return last && bytes > most ? [{ pointer: pointerTo(last.name), what: 'picturesTooLarge', most }] : []
}

function loras(model: Model, draft: Draft): ReadonlyArray<Fault> {
  const { most } = model.loras
  return chosenLoras(model, draft).length > most ? [{ pointer: '/loras', what: 'tooManyLoras', most }] : []
}

export function pointerTo(parameter: string) {
  return `/parameters/${parameter.replaceAll('~', '~0').replaceAll('/', '~1')}`
}

export function isSlot(model: Model, name: string) {
  return slotsOf(model).some(slot => slot.name === name)
}
