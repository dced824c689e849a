import type { SignedPart } from '@/api/lora'

type Sign = (numbers: ReadonlyArray<number>) => Promise<ReadonlyArray<SignedPart>>

const AT_ONCE = 16
/** A URL has to last at least until its part has begun to be sent. */
const SPARE = 60_000

/** The signed URLs of one upload: the next few are fetched together, whenever one is needed that is not there. */
export class Urls {
  private readonly known = new Map<number, SignedPart>()
  private signing: Promise<ReadonlyMap<number, SignedPart>> | undefined

  constructor(
    private readonly sign: Sign,
    private readonly now: () => number,
    first: ReadonlyArray<SignedPart> = [],
  ) {
    for (const part of first) this.known.set(part.number, part)
  }

  /** @param next the parts that will be asked for after this one */
  async of(number: number, next: ReadonlyArray<number>): Promise<SignedPart> {
    const known = this.known.get(number)
    if (known && this.lasts(known)) return known
    for (;;) {
      this.signing ??= this.fetched([number, ...next.filter(other => !this.known.has(other))].slice(0, AT_ONCE))
      // Fresh ones are taken as they are, whatever the clock here says.
      const part = (await this.signing).get(number)
      if (part) return part
    }
  }

  /** It did not work, or is not needed any more. */
  forget(number: number) {
    this.known.delete(number)
  }

  private async fetched(numbers: ReadonlyArray<number>) {
    try {
      const parts = new Map((await this.sign(numbers)).map(part => [part.number, part]))
      for (const [number, part] of parts) this.known.set(number, part)
      return parts
    } finally {
      this.signing = undefined
    }
  }

  private lasts(part: SignedPart) {
    return Date.parse(part.expiresAt) - this.now() > SPARE
  }
}
