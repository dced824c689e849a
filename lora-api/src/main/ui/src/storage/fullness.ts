import type { Usage } from '@/api/lora'

/** How much of a workspace is taken, in percent of what it may hold. */
export type Fullness = {
  readonly used: number
  readonly reserved: number
  readonly level: 'calm' | 'near' | 'full'
  /** It is the number of LoRAs that comes to its end first, and not their size. */
  readonly byCount: boolean
}

const NEAR = 90

export function fullnessOf({ usedBytes, reservedBytes, quotaBytes, loraCount, openUploads, loraLimit }: Usage): Fullness {
  const used = share(usedBytes, quotaBytes)
  const taken = share(usedBytes + reservedBytes, quotaBytes)
  const counted = share(loraCount + openUploads, loraLimit)
  const most = Math.max(taken, counted)
  return { used, reserved: taken - used, level: most >= 100 ? 'full' : most >= NEAR ? 'near' : 'calm', byCount: counted > taken && counted >= NEAR }
}

/** Whoever may hold nothing is full. */
function share(part: number, whole: number) {
  return part >= whole ? 100 : (part / whole) * 100
}
