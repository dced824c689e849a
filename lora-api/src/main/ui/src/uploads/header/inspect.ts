import type { Inspection } from './inspection'
import type { Answer, Question } from './inspection.worker'

export type Inspect = (file: File) => Promise<Inspection>

export type Inspector = {
  /** Somebody may choose a file soon, who is not to wait for the worker to start. */
  prepare(): void
  readonly inspect: Inspect
}

/** The file cannot be read: it was moved, or changed since it was chosen. */
export class Unreadable extends Error {}

/** Looks into files beside the page, so that a long header does not hold it up. */
export function inspector(): Inspector {
  let worker: Worker | undefined
  let asked = 0
  const waiting = new Map<number, (answer: Answer) => void>()
  const started = () => {
    const fresh = new Worker(new URL('./inspection.worker.ts', import.meta.url), { type: 'module' })
    fresh.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
      waiting.get(data.id)?.(data)
      waiting.delete(data.id)
    })
    fresh.addEventListener('error', () => {
      worker = undefined
      for (const [id, answer] of waiting) answer({ id })
      waiting.clear()
    })
    return fresh
  }
  const running = () => (worker ??= started())
  return {
    prepare: () => void running(),
    inspect: async file => {
      const id = ++asked
      const answer = new Promise<Answer>(resolve => waiting.set(id, resolve))
      running().postMessage({ id, file } satisfies Question, [])
      const { inspection } = await answer
      if (!inspection) throw new Unreadable(file.name)
      return inspection
    },
  }
}
