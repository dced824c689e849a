import fc from 'fast-check'
import type { Model, Parameter } from '@/api/generation'
import type { Lora } from '@/api/lora'

const WEIGHTS = { min: 0, max: 2, step: 0.05, default: 1, strong: 1.5 }

export const PICTURE_BYTES = 1_000_000

/** As the service has it. */
export const WAN: Model = {
  id: 'wan22',
  version: '1',
  name: 'WAN 2.2 text to video',
  description: 'A video from a text.',
  checkpoint: 't2v-A14B',
  output: 'video',
  experts: 'two',
  compatibility: { family: 'wan', versions: ['2.2'], variants: ['a14b'], tasks: ['t2v'] },
  loras: { most: 5, weight: WEIGHTS },
  mostPixels: 921_600,
  parameters: [
    { name: 'prompt', label: 'Prompt', type: 'text', group: 'basic', description: 'What is to be seen.', default: '', required: true, maxLength: 4000 },
    { name: 'width', label: 'Width', type: 'integer', group: 'basic', description: '', default: 832, min: 256, max: 1280, step: 16 },
    { name: 'height', label: 'Height', type: 'integer', group: 'basic', description: '', default: 480, min: 256, max: 1280, step: 16 },
    { name: 'frames', label: 'Frames', type: 'integer', group: 'basic', description: '', default: 81, min: 5, max: 161, step: 4, warnAbove: 81, warning: 'It repeats itself.' },
    { name: 'steps', label: 'Steps', type: 'integer', group: 'advanced', description: '', default: 20, min: 2, max: 100, step: 1 },
    { name: 'high_steps', label: 'High-noise steps', type: 'integer', group: 'advanced', description: '', default: 10, min: 1, max: 100, step: 1, mostOf: 'steps' },
    { name: 'cfg', label: 'Guidance', type: 'number', group: 'advanced', description: '', default: 3.5, min: 1, max: 20, step: 0.1 },
    { name: 'seed', label: 'Seed', type: 'seed', group: 'advanced', description: '', default: -1, min: -1, max: Number.MAX_SAFE_INTEGER, step: 1 },
    { name: 'lora_high', label: 'High LoRA', type: 'lora-selector', group: 'advanced', description: '', default: '', expert: 'high' },
    { name: 'lora_low', label: 'Low LoRA', type: 'lora-selector', group: 'advanced', description: '', default: '', expert: 'low' },
  ],
}

/** A whole parameter whose bounds, step and default fit together, as the service demands of its configuration. */
const whole = fc
  .record({ min: fc.integer({ min: -50, max: 200 }), step: fc.integer({ min: 1, max: 32 }), steps: fc.nat(50), rest: fc.nat(31), at: fc.nat(50) })
  .map(({ min, step, steps, rest, at }) => ({ type: 'integer' as const, min, step, max: min + steps * step + (rest % step), default: min + (at % (steps + 1)) * step }))

const decimal = fc
  .record({ min: fc.integer({ min: -20, max: 20 }), width: fc.integer({ min: 0, max: 40 }), share: fc.double({ min: 0, max: 1, noNaN: true }) })
  .map(({ min, width, share }) => ({ type: 'number' as const, min, max: min + width, step: 0.1, default: min + width * share }))

const choice = fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 5 }).map(options => ({ type: 'choice' as const, options, default: options[0]! }))

const optional = fc.oneof(
  whole,
  decimal,
  choice,
  fc.boolean().map(value => ({ type: 'boolean' as const, default: value })),
  fc.integer({ min: 1, max: 50 }).map(maxLength => ({ type: 'text' as const, default: '', required: false, maxLength })),
  fc.constant({ type: 'seed' as const, default: -1, min: -1, max: Number.MAX_SAFE_INTEGER }),
  fc.constant({ type: 'image' as const, required: false }),
  fc.constant({ type: 'lora-selector' as const, default: '' }),
)

/** Any model of which nothing has to be filled in. */
export const anyModel: fc.Arbitrary<Model> = fc.array(optional, { minLength: 1, maxLength: 8 }).map(kinds => ({
  ...WAN,
  parameters: kinds.map((kind, index): Parameter => ({ name: `p${index}`, label: `P ${index}`, group: 'basic', description: '', ...kind })),
}))

export function lora(id: string, more: Partial<Lora> = {}): Lora {
  return {
    id,
    name: id,
    fileName: `${id}.safetensors`,
    s3Path: `loras/demo/${id}.safetensors`,
    s3Url: `s3://lorikeet/loras/demo/${id}.safetensors`,
    fileSize: 1_000_000,
    extension: '.safetensors',
    workspaceId: 'demo',
    createdBy: 'kim',
    status: 'ready',
    uploadedAt: '2026-01-31T12:00:00Z',
    updatedAt: '2026-01-31T12:00:00Z',
    useCount: 0,
    tags: [],
    triggerWords: [],
    defaultWeight: 1,
    compatibleModels: ['t2v-A14B'],
    version: 1,
    ...more,
  }
}
