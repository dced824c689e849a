import { Unfit } from './fault'
import type { Source } from './safetensors'

/** What a file is by its first bytes, where that is not what torch.save writes. */
const OTHERS: ReadonlyArray<readonly [words: string, magic: string, at?: number]> = [
  ['a 7z archive', '377abcaf271c'],
  ['compressed with gzip', '1f8b'],
  ['compressed with zstd', '28b52ffd'],
  ['compressed with xz', 'fd377a585a00'],
  ['compressed with bzip2', '425a68'],
  ['a NumPy array', '934e554d5059'],
  ['a PNG picture', '89504e47'],
  ['a GGUF model', '47475546'],
  ['an HDF5 file', '89484446'],
  ['a preview archive of PyTorch (PYTORCH1)', '5059544f52434831'],
  ['an empty or divided zip archive', '504b'],
  ['a tar archive', '7573746172', 257],
]
const ARCHIVE = '504b0304'
const STREAM = '80028a0a6cfc9c46f9206aa850192e'

/** Only looks at the first bytes: a pickle is for the service to read. */
export async function checkCheckpoint(file: Source) {
  const head = await file.bytes(0, Math.min(512, file.size))
  if (begins(head, ARCHIVE) || begins(head, STREAM)) return
  if (isSafetensors(head)) throw new Unfit('EXTENSION_MISMATCH', 'This .ckpt file is a .safetensors file by what it holds.')
  const words = OTHERS.find(([, magic, at]) => begins(head, magic, at))?.[0] ?? (isPickle(head) ? 'a bare pickle' : 'nothing that PyTorch writes')
  throw new Unfit('UNSUPPORTED_CONTAINER', `This .ckpt file is ${words}, not an archive as torch.save writes it.`)
}

function begins(head: Uint8Array, magic: string, at = 0) {
  const bytes = head.subarray(at, at + magic.length / 2)
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('') === magic
}

function isSafetensors(head: Uint8Array<ArrayBuffer>) {
  if (head.length < 9) return false
  const length = new DataView(head.buffer, head.byteOffset).getBigUint64(0, true)
  return length > 1n && length <= 100_000_000n && '{ \t\r\n'.includes(String.fromCharCode(head[8] ?? 0))
}

function isPickle(head: Uint8Array) {
  const [first, second] = head
  if (first === undefined || second === undefined) return false
  return (first === 0x80 && second <= 5) || '(c]})'.includes(String.fromCharCode(first))
}
