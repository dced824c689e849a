import { Unfit, type FaultCode } from './fault'
import { exactly, quoted, unlike } from './quoted'
import type { Slot } from './slot'

const LIMIT = 2n ** 64n
const MOST_SIGNED = 2n ** 63n

/**
 * Whether what a header lists is what the file holds: every tensor as long as its type and shape say, one behind the
 * other, without a hole, from the end of the header to the end of the file.
 */
export function checkLayout(slots: ReadonlyArray<Slot>, dataFrom: number, fileSize: number) {
  let end = 0n
  for (const slot of slots.toSorted(byPlace)) {
    checkSlot(slot, end)
    end = slot.end
  }
  checkEnd(BigInt(dataFrom) + end, BigInt(fileSize))
  if (slots.length === 0) throw new Unfit('NO_TENSORS', 'This .safetensors file holds no tensors.')
}

function byPlace(one: Slot, other: Slot) {
  const difference = one.begin === other.begin ? one.end - other.end : one.begin - other.begin
  return difference < 0n ? -1 : Number(difference > 0n)
}

function checkSlot(slot: Slot, previousEnd: bigint) {
  if (slot.begin !== previousEnd || slot.end < slot.begin) {
    throw unfit('INVALID_OFFSET', slot, 'does not begin where the one before it ends')
  }
  const bits = times(elements(slot), slot.bits, slot)
  if (bits % 8n !== 0n) throw unfit('MISALIGNED', slot, 'ends in the middle of a byte')
  if (slot.end - slot.begin !== bits / 8n) {
    throw unfit('SHAPE_SIZE_MISMATCH', slot, `takes ${exactly(bits / 8n)} by its type and shape, but is given another number of them`)
  }
}

/** Behind a zero the format lets pass any dimension; those that a tensor cannot have are refused. */
function elements(slot: Slot) {
  const product = slot.shape.reduce((some, more) => times(some, more, slot), 1n)
  if (slot.shape.some(dimension => dimension >= MOST_SIGNED)) throw tooMany(slot)
  return product
}

/** In the order of the shape, as the format has it: a zero makes up only for what comes after it. */
function times(some: bigint, more: bigint, slot: Slot) {
  if (some * more >= LIMIT) throw tooMany(slot)
  return some * more
}

function checkEnd(described: bigint, has: bigint) {
  if (described > has) {
    const told = described < MOST_SIGNED ? described : MOST_SIGNED - 1n
    throw new Unfit('INCOMPLETE_BUFFER', `This .safetensors file is cut short: its header describes ${unlike(told, has)}.`)
  }
  if (described < has) {
    throw new Unfit(
      'INCOMPLETE_BUFFER',
      `This .safetensors file goes on behind its last tensor: its header describes ${unlike(described, has)}.`,
    )
  }
}

function tooMany(slot: Slot) {
  return unfit('VALIDATION_OVERFLOW', slot, 'would have more numbers than any file can hold')
}

function unfit(code: FaultCode, slot: Slot, finding: string) {
  return new Unfit(code, `In this .safetensors file, tensor ${quoted(slot.name)} ${finding}.`)
}
