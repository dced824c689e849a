import fc from 'fast-check'
import type { Facts, Lora } from '@/api/lora'

export function lora(of: Partial<Lora> = {}): Lora {
  const id = of.id ?? 'one'
  const name = of.name ?? id
  return {
    id,
    name,
    fileName: `${name}.safetensors`,
    s3Path: `loras/${id}.safetensors`,
    s3Url: `s3://bucket/loras/${id}.safetensors`,
    fileSize: 306_807_976,
    extension: '.safetensors',
    workspaceId: 'demo',
    createdBy: 'kim',
    status: 'ready',
    uploadedAt: '2026-01-20T12:00:00Z',
    updatedAt: '2026-01-20T12:00:00Z',
    useCount: 0,
    tags: [],
    triggerWords: [],
    defaultWeight: 1,
    compatibleModels: [],
    version: 1,
    ...of,
  }
}

export function facts(of: { family?: string; variant?: string; expert?: Facts['expert']['expert'] } = {}): Facts {
  const { family = 'wan', variant, expert = 'unknown' } = of
  return {
    format: 'safetensors',
    adapter: { kind: 'lora', ranks: { lowest: 16, usual: 16, highest: 16 }, dtype: 'BF16', modules: 4, parameters: 655_360 },
    baseModel: { family, ...(variant && { variant }), task: 'unknown', confidence: 'certain', evidence: ['Its layers say so.'] },
    expert: { expert, confidence: 'high', evidence: [] },
    texts: { tags: [], triggerWords: [] },
    warnings: [],
  }
}

const words = fc.stringMatching(/^[a-z][a-z0-9_]{0,20}$/)

/** Ready LoRAs, each with an id and a name of its own. */
export const someLoras = (most: number) =>
  fc
    .uniqueArray(
      fc.record({
        id: fc.uuid(),
        name: words,
        fileSize: fc.integer({ min: 1, max: 5 * 1024 ** 3 }),
        uploadedAt: fc.date({ min: new Date('2024-01-01'), max: new Date('2026-01-01'), noInvalidDate: true }).map(date => date.toISOString()),
        defaultWeight: fc.double({ min: 0, max: 2, noNaN: true }),
        tags: fc.uniqueArray(words, { maxLength: 2 }),
        triggerWords: fc.uniqueArray(words, { maxLength: 2 }),
      }),
      { maxLength: most, selector: one => one.name, comparator: 'IsStrictlyEqual' },
    )
    .map(all => all.map(one => lora(one)))
