import fc from 'fast-check'
import type { Lora } from '@/api/lora'
import { arePair, partnerOf } from '@/selector/partner'
import { facts, lora } from '../library/loras'

const PAIRS: ReadonlyArray<readonly [string, string]> = [
  ['harbour_dusk_high_noise', 'harbour_dusk_low_noise'],
  ['wan2.2_i2v_A14b_high_noise_lora_rank64', 'wan2.2_i2v_A14b_low_noise_lora_rank64'],
  ['Wan2.2-Lightning_I2V-A14B-4steps-lora_HIGH_fp16', 'Wan2.2-Lightning_I2V-A14B-4steps-lora_LOW_fp16'],
  ['wan22-style-HighNoise', 'wan22-style-LowNoise'],
  ['WAN-2.2-I2V-Smooth-HIGH-v1.0', 'WAN-2.2-I2V-Smooth-LOW-v1.0'],
  ['OrbitShot_HN', 'OrbitShot_LN'],
  ['cinematic_flare_h', 'cinematic_flare_l'],
  ['slime-v2-H', 'slime-v2-L'],
  ['ClayHigh', 'ClayLow'],
  ['film grain (high)', 'film grain (low)'],
  ['high_noise_model', 'low_noise_model'],
  ['[high noise] Paper Cutout', '[low noise] Paper Cutout'],
  ['mystyle_v1highnoise', 'mystyle_v1lownoise'],
  ['low_poly_high_noise', 'low_poly_low_noise'],
  ['high_fashion_low', 'high_fashion_high'],
  ['수채화_high_noise', '수채화_low_noise'],
  ['wan_high.safetensors', 'wan_low.ckpt'],
  ['dolly.zoom.high.noise', 'dolly.zoom.low.noise'],
  ['portrait_high_noise', 'portrait_low'],
]

const STRANGERS: ReadonlyArray<readonly [string, string]> = [
  ['harbour_dusk_high_noise', 'meadow_low_noise'],
  ['harbour_high_noise', 'harbour_high_noise_v2'],
  ['style_v1_high', 'style_v2_low'],
  ['highland_walk', 'lowland_walk'],
  ['slow_zoom', 'show_zoom'],
  ['low_poly', 'poly'],
  ['high', 'low'],
  ['harbour', 'harbour'],
  ['low_poly_high_noise', 'high_poly_high_noise_b'],
  ['wan22_i2v_high', 'wan22_t2v_low'],
]

test.each(PAIRS)('%s and %s are a pair', (high, low) => {
  expect(arePair(high, low)).toBe(true)
  expect(arePair(low, high)).toBe(true)
})

test.each(STRANGERS)('%s and %s are none', (one, other) => {
  expect(arePair(one, other)).toBe(false)
  expect(arePair(other, one)).toBe(false)
})

test('whatever the name, its halves find each other and nothing else', () => {
  const name = fc.stringMatching(/^[a-z]{3,8}(_[a-z]{3,8}){0,3}$/).filter(name => !/high|low|noise/.test(name))
  const sides = fc.constantFrom(['_high_noise', '_low_noise'], ['-HIGH', '-LOW'], ['_h', '_l'], ['_HN', '_LN'], ['HighNoise', 'LowNoise'])
  fc.assert(
    fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 6 }), sides, (names, [high = '', low = '']) => {
      const loras = names.flatMap(name => [lora({ id: `${name}H`, name: name + high }), lora({ id: `${name}L`, name: name + low })])
      for (const name of names) {
        const half = loras.find(one => one.id === `${name}H`) as Lora
        expect(partnerOf(half, loras)?.id).toBe(`${name}L`)
      }
    }),
    { numRuns: 200 },
  )
})

test('halves of one training may be from different moments, as long as it is clear which', () => {
  const high = lora({ id: 'h', name: 'clay_high_noise_epoch40' })
  const low = lora({ id: 'l', name: 'clay_low_noise_epoch55' })
  const older = lora({ id: 'o', name: 'clay_low_noise_epoch20' })
  expect(partnerOf(high, [high, low])?.id).toBe('l')
  expect(partnerOf(high, [high, low, older])).toBeUndefined()
})

test('of two files of the same name each half is with the one that people named alike', () => {
  const fileName = 'clay_low_noise.safetensors'
  const high = lora({ id: 'h', name: 'clay_high_noise' })
  const low = lora({ id: 'l', name: 'clay_low_noise', fileName })
  const again = lora({ id: 'l2', name: 'clay_low_noise (2)', fileName })
  expect(partnerOf(high, [high, low, again])?.id).toBe('l')
  expect(partnerOf(again, [high, low, again])?.id).toBe('h')
})

test('what is known about the files beats their names', () => {
  const high = lora({ id: 'h', name: 'clay_high', expert: 'high', facts: facts({ variant: 'a14b' }) })
  expect(partnerOf(high, [lora({ id: 'l', name: 'clay_low', expert: 'high' })])).toBeUndefined()
  expect(partnerOf(high, [lora({ id: 'l', name: 'clay_low', facts: facts({ variant: '5b' }) })])).toBeUndefined()
  expect(partnerOf(high, [lora({ id: 'l', name: 'clay_low', expert: 'low', facts: facts({ variant: 'a14b' }) })])?.id).toBe('l')
})
