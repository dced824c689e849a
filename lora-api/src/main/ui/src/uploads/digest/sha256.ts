const BLOCK = 64
const LENGTH_AT = 56
const WORDS = 64

const PRIMES = primes(WORDS)
/** What the standard takes them from: the fractions of roots of the first primes. */
const ROUNDS = Int32Array.from(PRIMES, prime => fractionOf(Math.cbrt(prime)))
const START = PRIMES.slice(0, 8).map(prime => fractionOf(Math.sqrt(prime)))

/** SHA-256 of what comes piece by piece; browsers have it only for what is in memory as a whole. */
export class Sha256 {
  private readonly state = Int32Array.from(START)
  private readonly schedule = new Int32Array(WORDS)
  private readonly rest = new Uint8Array(BLOCK)
  private taken = 0

  take(bytes: Uint8Array) {
    let at = 0
    const kept = this.taken % BLOCK
    this.taken += bytes.length
    if (kept > 0) {
      at = Math.min(BLOCK - kept, bytes.length)
      this.rest.set(bytes.subarray(0, at), kept)
      if (kept + at < BLOCK) return
      this.block(this.rest, 0)
    }
    for (; at + BLOCK <= bytes.length; at += BLOCK) this.block(bytes, at)
    this.rest.set(bytes.subarray(at))
  }

  /** In lower-case hex. Nothing can be taken afterwards. */
  digest(): string {
    const { taken } = this
    const kept = taken % BLOCK
    const end = new Uint8Array(kept < LENGTH_AT ? BLOCK - kept : 2 * BLOCK - kept)
    end[0] = 0x80
    new DataView(end.buffer).setBigUint64(end.length - 8, BigInt(taken) * 8n)
    this.take(end)
    return Array.from(this.state, word => (word >>> 0).toString(16).padStart(8, '0')).join('')
  }

  /** The compression of the standard, in its letters. Written out, because lists of eight would make it three times slower. */
  private block(bytes: Uint8Array, at: number) {
    const { schedule: w, state } = this
    for (let i = 0; i < 16; i++, at += 4) {
      w[i] = (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!
    }
    for (let i = 16; i < WORDS; i++) {
      const x = w[i - 15]!
      const y = w[i - 2]!
      const near = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3)
      const far = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10)
      w[i] = (w[i - 16]! + near + w[i - 7]! + far) | 0
    }
    let a = state[0]!
    let b = state[1]!
    let c = state[2]!
    let d = state[3]!
    let e = state[4]!
    let f = state[5]!
    let g = state[6]!
    let h = state[7]!
    for (let i = 0; i < WORDS; i++) {
      const ofE = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))
      const one = (h + ofE + ((e & f) ^ (~e & g)) + ROUNDS[i]! + w[i]!) | 0
      const ofA = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))
      const two = (ofA + ((a & b) ^ (a & c) ^ (b & c))) | 0
      h = g
      g = f
      f = e
      e = (d + one) | 0
      d = c
      c = b
      b = a
      a = (one + two) | 0
    }
    state[0]! += a
    state[1]! += b
    state[2]! += c
    state[3]! += d
    state[4]! += e
    state[5]! += f
    state[6]! += g
    state[7]! += h
  }
}

function fractionOf(root: number) {
  return Math.floor((root % 1) * 2 ** 32) | 0
}

function primes(count: number) {
  const found: number[] = []
  for (let number = 2; found.length < count; number++) {
    if (found.every(prime => number % prime !== 0)) found.push(number)
  }
  return found
}
