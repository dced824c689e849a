import type { Header, Metadata } from '../header/header'
import { expertIn, type NoiseExpert } from './expert-words'
import { layersOf, type Layer } from './layers'
import { triggerWordsOf } from './trigger-words'

/** What can be said of a file before it is sent. The service reads it again, and its word counts. */
export type FileFacts = {
  /** As in "WAN A14B"; absent where nothing tells. */
  readonly model: string | undefined
  readonly rank: number | undefined
  readonly expert: NoiseExpert | 'both' | undefined
  readonly triggerWords: ReadonlyArray<string>
}

const WAN_LAYER =
  /^(?:vace_)?blocks_\d{1,4}_(?:(?:self|cross)_attn_(?:[qkvo]|k_img|v_img)$|ffn_[02]$|attn[12]_(?:to_|add_[kv]_proj)|ffn_net_)/
const WIDE_AS_THE_MODEL = /_(?:attn_[qkv]|attn[12]_to_[qkv]|ffn_0|ffn_net_0_proj)$/
const SIZES: ReadonlyMap<number, string> = new Map([
  [5120, 'WAN A14B'],
  [3072, 'WAN 5B'],
  [1536, 'WAN 1.3B'],
])
/** By how a trainer's note begins; longer ones before those they begin with. */
const NOTES: ReadonlyArray<readonly [string, string]> = [
  ['wan', 'WAN'],
  ['flux', 'FLUX'],
  ['chroma', 'Chroma'],
  ['hunyuan', 'Hunyuan'],
  ['framepack', 'Hunyuan'],
  ['qwen', 'Qwen'],
  ['ltx', 'LTX'],
  ['sdxl', 'SDXL'],
  ['stable-diffusion-xl', 'SDXL'],
  ['sd_v1', 'SD 1.5'],
  ['stable-diffusion-v1', 'SD 1.5'],
  ['sd3', 'SD 3'],
  ['stable-diffusion-3', 'SD 3'],
]

export function factsOf(fileName: string, header: Header | undefined): FileFacts {
  if (!header) return { model: undefined, rank: undefined, expert: expertIn(stem(fileName)), triggerWords: [] }
  const layers = layersOf(header.slots)
  const model = modelOf(layers, header.metadata)
  return {
    model,
    rank: usual(layers.map(layer => layer.rank)),
    expert: model === 'WAN' || model === 'WAN A14B' ? expertOf(layers, header.metadata, fileName) : undefined,
    triggerWords: triggerWordsOf(header.metadata),
  }
}

function modelOf(layers: ReadonlyArray<Layer>, metadata: Metadata) {
  const wan = layers.filter(layer => layer.part !== 'encoder' && WAN_LAYER.test(layer.flat))
  if (wan.length > 0) return SIZES.get(wan.find(layer => WIDE_AS_THE_MODEL.test(layer.flat))?.inputs ?? 0) ?? 'WAN'
  const note = (metadata.get('ss_base_model_version') ?? metadata.get('modelspec.architecture') ?? '').toLowerCase()
  return NOTES.find(([beginning]) => note.startsWith(beginning))?.[1]
}

/** The layers decide, then what the trainer wrote down, then names; where the best signs differ, nothing is decided. */
function expertOf(layers: ReadonlyArray<Layer>, metadata: Metadata, fileName: string): FileFacts['expert'] {
  const parts = new Set(layers.map(layer => layer.part))
  if (parts.has('low') && (parts.has('high') || parts.has('network'))) return 'both'
  if (parts.has('low')) return 'low'
  if (parts.has('high')) return 'high'
  const named = (key: string) => expertIn(stem(metadata.get(key) ?? ''))
  const trained = [timesteps(metadata), named('ss_sd_model_name'), named('model_type')]
  const called = [named('ss_output_name'), named('modelspec.title'), expertIn(stem(fileName))]
  return decided(trained) ?? (trained.some(Boolean) ? undefined : decided(called))
}

function decided(signs: ReadonlyArray<NoiseExpert | undefined>) {
  const found = new Set(signs.filter(sign => sign !== undefined))
  return found.size === 1 ? [...found][0] : undefined
}

/** WAN 2.2 changes over from one expert to the other at 875 or 900. */
function timesteps(metadata: Metadata): NoiseExpert | undefined {
  const range = metadata.get('modelspec.timestep_range')?.replaceAll(/\s/g, '') ?? ''
  if (/^0,(?:875|900)$/.test(range)) return 'low'
  return /^(?:875|900),1000$/.test(range) ? 'high' : undefined
}

function stem(path: string) {
  return (path.split(/[/\\]/).at(-1) ?? '').replace(/\.(?:safetensors|ckpt|pth?|bin|gguf|sft)$/i, '')
}

function usual(ranks: ReadonlyArray<number>) {
  const counts = new Map<number, number>()
  for (const rank of ranks) counts.set(rank, (counts.get(rank) ?? 0) + 1)
  return [...counts].toSorted((one, other) => other[1] - one[1] || other[0] - one[0])[0]?.[0]
}
