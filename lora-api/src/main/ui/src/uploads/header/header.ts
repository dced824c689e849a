import { Unfit } from './fault'
import { JsonTokens } from './json-tokens'
import { quoted } from './quoted'
import { readSlot, type Slot } from './slot'

export type Metadata = ReadonlyMap<string, string>
export type Header = { readonly slots: ReadonlyArray<Slot>; readonly metadata: Metadata }

const METADATA = '__metadata__'
const MOST = 20_000
const LONGEST_NAME = 1_000

export function readHeader(bytes: Uint8Array): Header {
  const json = new JsonTokens(textOf(bytes))
  const names = new Set<string>()
  const slots: Slot[] = []
  let metadata: Metadata = new Map()
  json.object('the beginning', name => {
    if (names.has(name)) throw new Unfit('DUPLICATE_KEY', `The header of this .safetensors file lists ${quoted(name)} twice.`)
    names.add(name)
    if (name === METADATA) metadata = readMetadata(json)
    else slots.push(readSlot(json, checked(name, slots.length)))
  })
  json.end()
  return { slots, metadata }
}

function textOf(bytes: Uint8Array) {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new Unfit('INVALID_UTF8', 'The header of this .safetensors file is not valid UTF-8.')
  }
}

function checked(name: string, before: number) {
  if (before === MOST) {
    throw new Unfit('HEADER_OVER_POLICY', `The header of this .safetensors file lists more than ${MOST} tensors, which no LoRA has.`)
  }
  if (name === '') throw new Unfit('INVALID_NAME', 'This .safetensors file has a tensor without a name.')
  if (name.length > LONGEST_NAME || /\p{Cc}/u.test(name)) {
    throw new Unfit(
      'INVALID_NAME',
      `This .safetensors file has a tensor whose name is too long or has control characters in it: ${quoted(name)}.`,
    )
  }
  return name
}

/** The words of whoever wrote the file: texts with names, and nothing else. */
function readMetadata(json: JsonTokens): Metadata {
  const metadata = new Map<string, string>()
  if (json.skipNull()) return metadata
  if (json.peek() !== '{') {
    throw new Unfit('INVALID_METADATA', 'The metadata of this .safetensors file is not a list of named texts.')
  }
  json.object('the metadata', key => {
    if (metadata.has(key)) {
      throw new Unfit('DUPLICATE_KEY', `The metadata of this .safetensors file has two values for ${quoted(key)}.`)
    }
    if (metadata.size === MOST) {
      throw new Unfit('HEADER_OVER_POLICY', `The metadata of this .safetensors file has more than ${MOST} entries.`)
    }
    if (json.peek() !== '"') {
      throw new Unfit('INVALID_METADATA', `The value of ${quoted(key)} in the metadata of this .safetensors file is not a text.`)
    }
    metadata.set(key, json.string('the metadata'))
  })
  return metadata
}
