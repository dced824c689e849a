import { Unfit } from './fault'
import { readHeader, type Header } from './header'
import { checkLayout } from './layout'
import { exactly, size, unlike } from './quoted'

/** Gives the bytes between two places of a file. */
export type Source = { readonly size: number; bytes(from: number, to: number): Promise<Uint8Array<ArrayBuffer>> }

const PREFIX = 8
const LARGEST_HEADER = 100_000_000n
const ZIP = 0x04034b50
/** Longer headers than any LoRA has are left to the service: it may take them or not, as it was set up. */
const LONGEST_READ = 16 << 20

/** Refuses what the service refuses; nothing if there is more to read than a browser should. */
export async function readSafetensors(file: Source): Promise<Header | undefined> {
  const length = headerLength(await file.bytes(0, Math.min(PREFIX, file.size)), file.size)
  if (length > LONGEST_READ) return undefined
  const header = readHeader(await file.bytes(PREFIX, PREFIX + length))
  checkLayout(header.slots, PREFIX + length, file.size)
  return header
}

function headerLength(start: Uint8Array<ArrayBuffer>, fileSize: number) {
  const has = BigInt(fileSize)
  if (start.length < PREFIX) {
    throw new Unfit('HEADER_TOO_SMALL', `This .safetensors file has ${exactly(has)}, too few to say how long its header is.`)
  }
  const view = new DataView(start.buffer, start.byteOffset)
  if (view.getUint32(0, true) === ZIP) throw new Unfit('POLYGLOT_SUSPECT', 'This .safetensors file begins like a zip archive.')
  const length = view.getBigUint64(0, true)
  if (length > LARGEST_HEADER) {
    throw new Unfit(
      'HEADER_TOO_LARGE',
      `This file does not begin like a .safetensors file: its first number, the length of the header, is above ${size(LARGEST_HEADER)}.`,
    )
  }
  if (length > has - 8n) {
    throw new Unfit('INVALID_HEADER_LENGTH', `This .safetensors file is cut short: its header alone takes ${unlike(8n + length, has)}.`)
  }
  return Number(length)
}
