import type { CheckRequest, LoraChoice, Model, OrderRequest, Parameter } from '@/api/generation'
import type { Draft, MoreLora } from './draft'
import { slotsOf } from './models'

/** What is sent: every parameter of the model by its name, and the empty text for a slot without a LoRA. */
export function orderOf(model: Model, draft: Draft): OrderRequest {
  const parameters = Object.fromEntries(model.parameters.map(parameter => [parameter.name, valueOf(parameter, draft)]))
  const weights = Object.fromEntries(
    slotsOf(model).flatMap(({ name }) => {
      const weight = draft.weights[name]
      return draft.values[name] && weight !== undefined ? [[name, weight]] : []
    }),
  )
  return {
    model: model.id,
    parameters,
    weights,
    loras: chosenRows(draft.more).map(choiceOf),
    onLoraFailure: draft.onLoraFailure,
  }
}

/** The same to be checked. Of a picture its beginning is enough: that shows what it is, and its size we know ourselves. */
export function checkOf(model: Model, draft: Draft): CheckRequest {
  const order = orderOf(model, draft)
  const pictures = model.parameters.filter(({ type }) => type === 'image')
  const short = pictures.map(({ name }) => [name, beginning(String(draft.values[name] ?? ''))])
  return { ...order, parameters: { ...order.parameters, ...Object.fromEntries(short) } }
}

/** Rows in which nothing was chosen yet are no part of the order. */
export function chosenRows(more: ReadonlyArray<MoreLora>) {
  return more.filter(row => row.id !== '')
}

function choiceOf({ id, weight, expert }: MoreLora): LoraChoice {
  return { id, ...(weight === undefined ? {} : { weight }), ...(expert === '' ? {} : { expert }) }
}

function valueOf(parameter: Parameter, draft: Draft) {
  const value = draft.values[parameter.name] ?? ''
  if (parameter.type !== 'integer' && parameter.type !== 'number' && parameter.type !== 'seed') return value
  const number = numberOf(value)
  return number === undefined ? value : number
}

export function numberOf(value: string | boolean | undefined): number | undefined {
  if (typeof value !== 'string' || value.trim() === '') return undefined
  const number = Number(value)
  return Number.isFinite(number) ? number : undefined
}

const SHOWN = 64

function beginning(picture: string) {
  const comma = picture.indexOf(',')
  return picture.startsWith('data:') && comma > 0 ? picture.slice(0, comma + 1 + SHOWN) : picture
}

/**
 * One key for one order, however often it is sent until it is known to be taken: an answer that got lost must not become
 * a second video.
 */
export class OrderKeys {
  private last: { readonly body: string; readonly key: string } | undefined

  constructor(private readonly draw: () => string = () => crypto.randomUUID()) {}

  keyFor(body: string): string {
    if (this.last?.body !== body) this.last = { body, key: this.draw() }
    return this.last.key
  }

  taken() {
    this.last = undefined
  }
}
