import type { Source } from './safetensors'

const ENDS = 64 << 10
const SAMPLES = 16
const SAMPLE = 4 << 10

/** Tells one file from another by its beginning, its end and some of what lies between. It keeps nobody out. */
export async function fingerprintOf(file: Source): Promise<string> {
  const step = Math.floor(file.size / (SAMPLES + 1))
  const between = Array.from({ length: SAMPLES }, (_, index) => (index + 1) * step)
  const ranges = [[0, ENDS], [file.size - ENDS, file.size], ...between.map(from => [from, from + SAMPLE])]
  let mark: readonly [number, number] = [0x9e3779b9 ^ file.size, 0x85ebca6b]
  for (const [from = 0, to = 0] of ranges) {
    mark = mixed(mark, await file.bytes(Math.max(0, from), Math.min(to, file.size)))
  }
  return mark.map(half => (half >>> 0).toString(16).padStart(8, '0')).join('')
}

function mixed([one, other]: readonly [number, number], bytes: Uint8Array): readonly [number, number] {
  let first = one
  let second = other
  for (const byte of bytes) {
    first = Math.imul(first ^ byte, 0x9e3779b1)
    second = Math.imul(second ^ byte, 0x5f356495)
  }
  first = Math.imul(first ^ (first >>> 16), 0x85ebca6b) ^ Math.imul(second ^ (second >>> 13), 0xc2b2ae35)
  second = Math.imul(second ^ (second >>> 16), 0x85ebca6b) ^ Math.imul(first ^ (first >>> 13), 0xc2b2ae35)
  return [first, second]
}
