import { Unfit } from './fault'
import { misplaced, type JsonTokens } from './json-tokens'
import { quoted } from './quoted'

/** One tensor as the header lists it, true or not. Its offsets count from the end of the header. */
export type Slot = {
  readonly name: string
  readonly dtype: string
  readonly bits: bigint
  readonly shape: ReadonlyArray<bigint>
  readonly begin: bigint
  readonly end: bigint
}

const MOST_DIMENSIONS = 8
const BITS: ReadonlyMap<string, bigint> = new Map(
  Object.entries({
    4: 'F4',
    6: 'F6_E2M3 F6_E3M2',
    8: 'BOOL U8 I8 F8_E5M2 F8_E4M3 F8_E8M0 F8_E4M3FNUZ F8_E5M2FNUZ',
    16: 'I16 U16 F16 BF16',
    32: 'I32 U32 F32',
    64: 'C64 F64 I64 U64',
  }).flatMap(([bits, names]) => names.split(' ').map(name => [name, BigInt(bits)] as const)),
)

/** Exactly a type, a shape and where the bytes are, in any order. */
export function readSlot(json: JsonTokens, name: string): Slot {
  const what = `tensor ${quoted(name)}`
  let dtype: string | undefined
  let shape: bigint[] | undefined
  let offsets: bigint[] | undefined
  json.object(what, field => {
    if (field === 'dtype') dtype = once(dtype, readType(json, what), what, field)
    else if (field === 'shape') shape = once(shape, readShape(json, what), what, field)
    else if (field === 'data_offsets') offsets = once(offsets, wholes(json, 2, what), what, field)
    else throw inFile('UNKNOWN_FIELD', `${what} has a field that the format does not know: ${quoted(field)}`)
  })
  const [begin, end] = offsets ?? []
  if (dtype === undefined || !shape || begin === undefined || end === undefined || offsets?.length !== 2) throw misplaced(what)
  return { name, dtype, bits: BITS.get(dtype) ?? 0n, shape, begin, end }
}

function once<T>(before: T | undefined, now: T, what: string, field: string): T {
  if (before !== undefined) throw inFile('DUPLICATE_KEY', `${what} has ${quoted(field)} twice`)
  return now
}

function readType(json: JsonTokens, what: string) {
  const dtype = json.string(what)
  if (!BITS.has(dtype)) throw inFile('UNKNOWN_DTYPE', `${what} is of a type that the format does not know: ${quoted(dtype)}`)
  return dtype
}

function readShape(json: JsonTokens, what: string) {
  const shape = wholes(json, MOST_DIMENSIONS, what)
  if (shape.length > MOST_DIMENSIONS) throw inFile('TOO_MANY_DIMENSIONS', `${what} has more than ${MOST_DIMENSIONS} dimensions`)
  return shape
}

/** Reads one more than wanted at most; whoever finds too many refuses the file. */
function wholes(json: JsonTokens, wanted: number, what: string) {
  const numbers: bigint[] = []
  json.expect('[', what)
  if (json.skip(']')) return numbers
  do numbers.push(json.whole(what))
  while (numbers.length <= wanted && json.skip(','))
  if (numbers.length <= wanted) json.expect(']', what)
  return numbers
}

function inFile(code: ConstructorParameters<typeof Unfit>[0], finding: string) {
  return new Unfit(code, `In this .safetensors file, ${finding}.`)
}
