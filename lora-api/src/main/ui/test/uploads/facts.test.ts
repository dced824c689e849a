import fc from 'fast-check'
import { expertIn } from '@/uploads/facts/expert-words'
import { factsOf } from '@/uploads/facts/facts'
import { mayBeLora } from '@/uploads/facts/layers'
import { fingerprintOf } from '@/uploads/header/fingerprint'
import type { Header } from '@/uploads/header/header'

function header(layers: Record<string, number[]>, metadata: Record<string, string> = {}): Header {
  const slots = Object.entries(layers).map(([name, shape]) => {
    return { name, dtype: 'BF16', bits: 16n, shape: shape.map(BigInt), begin: 0n, end: 0n }
  })
  return { slots, metadata: new Map(Object.entries(metadata)) }
}

const wan = (width: number, prefix = 'diffusion_model.') => ({
  [`${prefix}blocks.0.self_attn.q.lora_A.weight`]: [32, width],
  [`${prefix}blocks.0.self_attn.q.lora_B.weight`]: [width, 32],
  [`${prefix}blocks.0.ffn.2.lora_A.weight`]: [32, 13_824],
})

test.each([
  [wan(5120), 'WAN A14B'],
  [wan(3072), 'WAN 5B'],
  [wan(1536), 'WAN 1.3B'],
  [wan(5120, 'base_model.model.'), 'WAN A14B'],
  [{ lora_unet_blocks_0_cross_attn_k: [1], 'lora_unet_blocks_0_cross_attn_k.lora_down.weight': [16, 5120] }, 'WAN A14B'],
  [{ 'transformer.blocks.3.attn1.to_q.lora_A.default.weight': [16, 3072] }, 'WAN 5B'],
  [{ 'lora_unet_double_blocks_0_img_attn_qkv.lora_down.weight': [16, 3072] }, undefined],
])('the model shows in the shapes of the layers (%#)', (layers, model) => {
  expect(factsOf('a.safetensors', header(layers)).model).toBe(model)
})

test('where the layers leave it open, the note of the trainer counts', () => {
  const layers = { 'lora_unet_double_blocks_0_img_attn_qkv.lora_down.weight': [16, 3072] }
  expect(factsOf('a.safetensors', header(layers, { ss_base_model_version: 'flux1' })).model).toBe('FLUX')
})

test('the rank is that of most layers', () => {
  const layers = { ...wan(5120), 'diffusion_model.blocks.1.self_attn.q.lora_A.weight': [8, 5120] }
  expect(factsOf('a.safetensors', header(layers)).rank).toBe(32)
})

test('the expert is known from layers before notes, and from notes before names', () => {
  const expert = (name: string, layers: Record<string, number[]>, metadata?: Record<string, string>) =>
    factsOf(name, header(layers, metadata)).expert
  expect(expert('x_high_noise.safetensors', wan(5120))).toBe('high')
  expect(expert('x_high_noise.safetensors', wan(5120), { 'modelspec.timestep_range': '0,875' })).toBe('low')
  expect(expert('x_high_noise.safetensors', wan(5120, 'transformer_2.'))).toBe('low')
  expect(expert('x.safetensors', { ...wan(5120, 'transformer_1.'), ...wan(5120, 'transformer_2.') })).toBe('both')
  expect(expert('x_high_noise.safetensors', wan(5120), { ss_output_name: 'x_low_noise' })).toBeUndefined()
  expect(expert('low_light.safetensors', wan(3072))).toBeUndefined()
})

// As the service is tested, in ExpertWordsTest of storage-worker.
test.each(
  `Wan2_2-T2V-A14B-HIGH_fp8_e4m3fn_scaled high,smoothMixWan22I2VT2V_t2vHigh-Q6_K high,WAN2.2t2vLOWNOISEFP8 low,A14B-HIGH-low-vram high,
  Low Angle HIGH high,my_style_high_noise high,my_style_low_noise low,wan22HighNoiseLora high,style-noise-low low,styleNoiseHigh high,
  high_noise_lowVRAM high,highnoise low quality high,HIGHNoise high,lownoise_high low`
    .split(',')
    .map(line => [line.trim().replace(/ \w+$/, ''), line.trim().split(' ').at(-1)]),
)('the name %s speaks of the %s expert', (name, expert) => {
  expect(expertIn(name ?? '')).toBe(expert)
})

test.each(
  'wan_lowCFG_lora,wan-lowVRAM,style_highRes,low_high_noise,high_and_low_noise,slow-motion,highway,flownoise,high steps,low 🦜 high,____,highlight,lowRAM-highSpeed,high_noise_low_noise'.split(
    ',',
  ),
)('the name %s speaks of no expert or of both', name => {
  expect(expertIn(name)).toBeUndefined()
})

test('trigger words come from the author first, then from what it was trained on', () => {
  const metadata = {
    'modelspec.trigger_phrase': 'harbour dusk, golden light',
    ss_tag_frequency: JSON.stringify({ '10_parrot style': { parrot: 3, tree: 9 }, broken: 1 }),
    ss_datasets: '{not json',
  }
  expect(factsOf('a.safetensors', header(wan(5120), metadata)).triggerWords).toEqual([
    'harbour dusk',
    'golden light',
    'parrot style',
    'tree',
    'parrot',
  ])
})

test('a whole model is told from a LoRA by the names of its arrays', () => {
  expect(mayBeLora(header(wan(5120)).slots)).toBe(true)
  expect(mayBeLora(header({ 'model.diffusion_model.blocks.0.self_attn.q.weight': [5120, 5120] }).slots)).toBe(false)
  for (const name of ['a.hada_w1_a', 'a.lokr_w1', 'a.a1.weight', 'a.bm.weight', 'a.oft_blocks', 'a.diff_b', 'a.w_norm', 'a.dora_scale', 'a_lora0.down.weight']) {
    expect(mayBeLora(header({ [name]: [1] }).slots), name).toBe(true)
  }
})

test('a fingerprint changes with any byte at the ends and with the size', async () => {
  const bytes = new Uint8Array(200_000).map((_, index) => index % 251)
  const print = (of: Uint8Array<ArrayBuffer>) => fingerprintOf({ size: of.length, bytes: async (from, to) => of.slice(from, to) })
  const original = await print(bytes)
  expect(await print(bytes.slice())).toBe(original)
  expect(await print(bytes.slice(0, -1))).not.toBe(original)
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 65_535 }), fc.boolean(), async (at, fromEnd) => {
      const changed = bytes.slice()
      const place = fromEnd ? changed.length - 1 - at : at
      changed[place] = (changed[place] ?? 0) ^ 1
      expect(await print(changed)).not.toBe(original)
    }),
    { numRuns: 100 },
  )
})
