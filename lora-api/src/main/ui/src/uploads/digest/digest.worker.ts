import { Sha256 } from './sha256'

export type Report = { readonly read: number } | { readonly sha256: string } | { readonly unreadable: true }

const CHUNK = 4 << 20
const worker = globalThis as unknown as DedicatedWorkerGlobalScope

worker.addEventListener('message', async ({ data: file }: MessageEvent<File>) => {
  const report = (report: Report) => worker.postMessage(report, [])
  try {
    const digest = new Sha256()
    for (let from = 0; from < file.size; from += CHUNK) {
      digest.take(new Uint8Array(await file.slice(from, from + CHUNK).arrayBuffer()))
      report({ read: Math.min(from + CHUNK, file.size) })
    }
    report({ sha256: digest.digest() })
  } catch {
    report({ unreadable: true })
  }
})
