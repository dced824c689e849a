import type { Slot } from '../header/slot'

export type Part = 'network' | 'high' | 'low' | 'encoder'

/** A layer with two factors: what it is called without its trainer's prefix, and how large it is. */
export type Layer = { readonly flat: string; readonly part: Part; readonly rank: number; readonly inputs: number }

const FACTOR = /(?:\.lora_(?:down|A)(?:\.(?!weight$)[\w-]{1,64})?(?:\.weight)?|[._]lora\.down\.weight|\.lora_linear_layer\.down\.weight)$/

/** Longer ones before those they begin with. */
const PREFIXES: ReadonlyArray<readonly [string, Part]> = [
  ['lora_unet__', 'network'],
  ['lora_unet_', 'network'],
  ['lora_te', 'encoder'],
  ['lora_transformer_', 'network'],
  ['lora_prior_unet_', 'network'],
  ['lycoris_', 'network'],
  ['base_model.model.', 'network'],
  ['model.diffusion_model.', 'network'],
  ['diffusion_model.', 'network'],
  ['pipe.dit.', 'network'],
  ['transformer_1.', 'high'],
  ['transformer_2.', 'low'],
  ['transformer.', 'network'],
  ['unet.', 'network'],
  ['text_encoder', 'encoder'],
]

export function layersOf(slots: ReadonlyArray<Slot>): Layer[] {
  return slots.flatMap(({ name, shape }) => {
    const [rank, inputs] = shape
    if (rank === undefined || inputs === undefined || !FACTOR.test(name)) return []
    return [{ ...placeOf(name.replace(FACTOR, '')), rank: Number(rank), inputs: Number(inputs) }]
  })
}

function placeOf(layer: string): { flat: string; part: Part } {
  let rest = layer
  let part: Part = 'network'
  for (let stripped = 0; stripped < 4; stripped++) {
    const known = PREFIXES.find(([prefix]) => rest.startsWith(prefix))
    if (!known) break
    const [prefix, found] = known
    rest = rest.slice(prefix.length)
    if (found !== 'network') part = found
    if (prefix.endsWith('_')) break
  }
  return { flat: rest.replaceAll('.', '_').toLowerCase(), part }
}

/** What every array of a LoRA of any kind has in its name; a file without it is a whole model or something else. */
const OF_A_LORA = /lora|hada_|lokr_|\.[ab][12m]\.weight$|oft_blocks|\.rescale$|\.on_input$|\.diff(?:_[bm])?$|_norm$|set_weight$|reshape_weight$|dora_scale$/

export function mayBeLora(slots: ReadonlyArray<Slot>) {
  return slots.some(slot => OF_A_LORA.test(slot.name))
}
