const MEGA = 1_000_000n
const LONGEST = 80

/** Numbers of bytes as the service says them. */
export function exactly(bytes: bigint) {
  return `${bytes.toLocaleString('en')} ${bytes === 1n ? 'byte' : 'bytes'}`
}

export function size(bytes: bigint) {
  return bytes < MEGA ? exactly(bytes) : `${(Number(bytes) / 1e6).toFixed(1)} MB`
}

/** What a file should have and what it has, exactly if they would look alike otherwise. */
export function unlike(described: bigint, has: bigint) {
  const say = size(described) === size(has) ? exactly : size
  return `${say(described)}, the file has ${say(has)}`
}

/** A name out of the file as it may stand in a sentence: short, and without what could garble it. */
export function quoted(name: string) {
  const points = [...name]
  const shown = points.slice(0, LONGEST).map(point => (/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(point) ? '?' : point))
  return `"${shown.join('')}${points.length > LONGEST ? '…' : ''}"`
}
