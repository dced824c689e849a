import type { Model, Parameter } from '@/api/generation'
import type { Lora } from '@/api/lora'
import { expertOf } from '@/library/titles'
import { misfit } from '@/selector/fit'
import { freshDraft, type Draft } from './draft'
import { parameterOf, slotsOf } from './models'
import { numberOf } from './order'
import { missingWords, withWord } from './triggerWords'

/** Small and soon done: enough to see what a LoRA does. */
const PIXELS = { video: 480 * 272, image: 512 * 512 }
const SOON: Readonly<Record<string, number>> = { frames: 33, steps: 12, high_steps: 6 }

/** The model to try a LoRA with: the open one if that takes it, or else the first that was named for it. */
export function modelFor(lora: Lora, models: ReadonlyArray<Model>, open: Model | undefined): Model | undefined {
  const able = models.filter(model => !misfit(lora, model, undefined) && !needsPicture(model))
  const named = able.filter(model => lora.compatibleModels.includes(model.checkpoint))
  const best = named.length > 0 ? named : able
  return best.find(model => model.id === open?.id) ?? best[0]
}

/** An order with the LoRA where it belongs, its other half if there is one, and what it listens to in the prompt. */
export function trialDraft(model: Model, lora: Lora, partner: Lora | undefined): Draft {
  const draft = freshDraft(model)
  const place = (one: Lora, slot: string) => {
    draft.values[slot] = one.id
    draft.weights[slot] = weightWithin(model, one.defaultWeight)
  }
  const slots = slotsOf(model)
  const own = slots.filter(slot => fits(lora, slot.expert))
  for (const slot of own) place(lora, slot.name)
  if (slots.length === 0) draft.more.push({ id: lora.id, weight: weightWithin(model, lora.defaultWeight), expert: '' })
  const other = slots.find(slot => !own.includes(slot))
  if (partner && other && fits(partner, other.expert)) place(partner, other.name)
  const words = [lora, ...(partner && other ? [partner] : [])].flatMap(one => one.triggerWords)
  draft.values.prompt = missingWords('', words).reduce(withWord, '')
  return { ...draft, values: { ...draft.values, ...quick(model, draft) } }
}

function needsPicture(model: Model) {
  return model.parameters.some(({ type, required }) => type === 'image' && required === true)
}

/** What serves both networks, or may, goes to both. */
function fits(lora: Lora, slot: Parameter['expert']) {
  const made = expertOf(lora)
  return slot === undefined || slot === 'both' || made === slot || made === 'both' || made === 'unknown'
}

function weightWithin({ loras: { weight } }: Model, wanted: number) {
  return Math.min(weight.max, Math.max(weight.min, wanted))
}

function quick(model: Model, { values }: Draft): Record<string, string> {
  const [width, height] = [parameterOf(model, 'width'), parameterOf(model, 'height')]
  const [wide, high] = [numberOf(values.width) ?? 1, numberOf(values.height) ?? 1]
  const scale = Math.min(1, Math.sqrt(PIXELS[model.output] / (wide * high)))
  const wanted: Array<readonly [Parameter | undefined, number]> = [
    [width, wide * scale],
    [height, high * scale],
    ...Object.entries(SOON).map(([name, most]) => [parameterOf(model, name), Math.min(most, numberOf(values[name]) ?? most)] as const),
  ]
  return Object.fromEntries(wanted.flatMap(([parameter, value]) => (parameter ? [[parameter.name, String(allowed(parameter, value))]] : [])))
}

/** The largest value that is allowed and no more than what is wanted. */
function allowed({ min = 0, max = Infinity, step = 1 }: Parameter, wanted: number) {
  return min + Math.floor((Math.min(max, Math.max(min, wanted)) - min) / step) * step
}
