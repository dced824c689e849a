import { inspected, sourceOf } from './inspection'

export type Question = { readonly id: number; readonly file: File }
export type Answer = { readonly id: number; readonly inspection?: Awaited<ReturnType<typeof inspected>> }

const worker = globalThis as unknown as DedicatedWorkerGlobalScope

/** A file that cannot be read gets an answer without a finding. */
worker.addEventListener('message', async ({ data: { id, file } }: MessageEvent<Question>) => {
  const inspection = await inspected(file.name, sourceOf(file)).catch(() => undefined)
  worker.postMessage((inspection ? { id, inspection } : { id }) satisfies Answer, [])
})
