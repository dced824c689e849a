/** What is wrong with a file that one need not open. */
export type Unacceptable = 'NO_FILE' | 'INVALID_EXTENSION' | 'FILE_TOO_LARGE' | 'EMPTY_FILE'

/** @param largest inclusive, in bytes */
export function unacceptable(file: { readonly name: string; readonly size: number } | undefined, largest: number): Unacceptable | undefined {
  if (!file) return 'NO_FILE'
  if (!extensionOf(file.name)) return 'INVALID_EXTENSION'
  if (file.size > largest) return 'FILE_TOO_LARGE'
  return file.size === 0 ? 'EMPTY_FILE' : undefined
}

/** By its last suffix, in any case. */
export function extensionOf(name: string) {
  const suffix = name.slice(Math.max(0, name.lastIndexOf('.'))).toLowerCase()
  return suffix === '.safetensors' || suffix === '.ckpt' ? suffix : undefined
}
