import type { Client } from '@/api/client'
import type { ListAnswer, Lora } from '@/api/lora'
import type { Digest } from '../digest/digest'
import { Lanes } from './lanes'

/** The LoRA of this workspace that is this very file, if there is one. Tells how much of the file was read for that. */
export type FindTwin = (file: File, order: number, signal: AbortSignal, read: (bytes: number) => void) => Promise<Lora | undefined>

/** However many files are dropped together. */
const LOOKS_AT_ONCE = 2

/**
 * Reads only files that are as large as one that is there, one after the other; the rest are new for sure. A look that
 * fails keeps nobody from uploading.
 */
export function twinFinder(client: Client, digest: Digest): FindTwin {
  const turns = new Lanes(1)
  const looks = new Lanes(LOOKS_AT_ONCE)
  const first = async (content: { fileSize: number; sha256?: string }, order: number, signal: AbortSignal) => {
    const leave = await looks.take(order, signal)
    try {
      const query = { ...content, sort: 'fileSize', limit: 1 }
      return (await client.json<ListAnswer>('lora', '/api/lora', { query, signal })).loras[0]
    } finally {
      leave()
    }
  }
  const twin: FindTwin = async (file, order, signal, read) => {
    const fileSize = file.size
    if (!(await first({ fileSize }, order, signal))) return undefined
    const leave = await turns.take(order, signal)
    try {
      return await first({ fileSize, sha256: await digest(file, signal, read) }, order, signal)
    } finally {
      leave()
    }
  }
  return (...asked) => twin(...asked).catch(() => undefined)
}
