import fc from 'fast-check'
import type { Job, UsedLora } from '@/api/generation'

export function job(id: string, more: Partial<Job> = {}): Job {
  return {
    id,
    status: 'queued',
    workspaceId: 'demo',
    model: 'wan22',
    modelVersion: '1',
    parameters: { prompt: `Prompt of ${id}`, width: 832, height: 480, frames: 81, seed: 7, lora_high: '' },
    loras: [],
    loraMemoryUsage: 0,
    onLoraFailure: 'fail',
    adjustments: [],
    requestedAt: '2026-01-31T12:00:00Z',
    attempt: 0,
    attempts: [],
    ...more,
  }
}

/** A LoRA in its place. */
export const used = (id: string, weight: number, slot = 'lora_high'): UsedLora => ({
  id,
  name: `${id}_high_noise`,
  fileName: `${id}.safetensors`,
  s3Path: `loras/${id}`,
  slot,
  expert: 'high',
  weight,
  fileSize: 1,
  adapterName: id,
})

export const VIDEO = {
  url: 'https://bucket.test/video.mp4',
  expiresAt: '2100-01-01T00:00:00Z',
  contentType: 'video/mp4',
  size: 1_000_000,
  sha256: 'a'.repeat(64),
  thumbnailUrl: 'https://bucket.test/video.jpg',
}

const lost = (number: number) => ({ number, code: 'LOST' as const, message: 'Nobody knows it any more.', endedAt: '2026-01-31T12:00:10Z' })
const PHASES = ['waiting-for-worker', 'fetching-loras', 'rendering', 'encoding'] as const

/** A job from its beginning to its end, perhaps in two attempts: each account once, in the order of its life. */
export const life = (id: string, requestedAt: string): fc.Arbitrary<ReadonlyArray<Job>> =>
  fc
    .record({ tries: fc.integer({ min: 1, max: 2 }), cancelled: fc.boolean(), phase: fc.constantFrom(...PHASES), end: fc.constantFrom('succeeded' as const, 'failed' as const) })
    .map(({ tries, cancelled, phase, end }) => {
      const base = job(id, { requestedAt })
      const attempts = Array.from({ length: tries }, (_, index) => {
        const past = Array.from({ length: index }, (_, before) => lost(before + 1))
        return [
          { ...base, attempts: past, attempt: index, queue: { position: 1, reason: 'It is next.' } },
          { ...base, attempts: past, attempt: index + 1, status: 'submitting' as const },
          { ...base, attempts: past, attempt: index + 1, status: 'running' as const, progress: { phase, percent: 40 } },
        ]
      }).flat()
      const last = attempts.at(-1)!
      const stopping = cancelled ? [{ ...last, status: 'cancelling' as const }] : []
      const { progress: _, ...rest } = last
      const ended: Job = { ...rest, status: cancelled ? 'cancelled' : end, finishedAt: '2026-01-31T12:01:00Z', ...(end === 'succeeded' && !cancelled ? { video: VIDEO } : {}) }
      return [...attempts, ...stopping, ended]
    })
