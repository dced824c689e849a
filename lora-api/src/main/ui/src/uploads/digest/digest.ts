import type { Report } from './digest.worker'

/** The SHA-256 of a file; tells how much of it was read. */
export type Digest = (file: File, signal: AbortSignal, read: (bytes: number) => void) => Promise<string>

/** Each file has a worker of its own, so that one nobody waits for any more ends at once. */
export const digestBesideThePage: Digest = async (file, signal, read) => {
  signal.throwIfAborted()
  const worker = new Worker(new URL('./digest.worker.ts', import.meta.url), { type: 'module' })
  try {
    return await new Promise<string>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true })
      worker.addEventListener('error', () => reject(new Error('no digest')))
      worker.addEventListener('message', ({ data }: MessageEvent<Report>) => {
        if ('read' in data) read(data.read)
        else if ('sha256' in data) resolve(data.sha256)
        else reject(new Error('no digest'))
      })
      worker.postMessage(file, [])
    })
  } finally {
    worker.terminate()
  }
}
