import { Unfit } from './fault'

const SPACE = /[ \t\r\n]*/y
const WHOLE = /(?:0|[1-9][0-9]{0,19})/y
const MOST = 2n ** 64n

/** Takes the text of a header apart, as strictly as the service does: what it reads means one thing only. */
export class JsonTokens {
  private at = 0

  constructor(private readonly text: string) {}

  /** The next character that means something; empty at the end. */
  peek(): string {
    SPACE.lastIndex = this.at
    SPACE.test(this.text)
    this.at = SPACE.lastIndex
    return this.text.charAt(this.at)
  }

  /** Goes past this character, if it is the next one. */
  skip(wanted: string): boolean {
    if (this.peek() !== wanted) return false
    this.at++
    return true
  }

  expect(wanted: string, what: string) {
    if (!this.skip(wanted)) throw misplaced(what)
  }

  /** Calls for each name of an object, behind its colon. */
  object(what: string, property: (name: string) => void) {
    this.expect('{', what)
    if (this.skip('}')) return
    do {
      const name = this.string(what)
      this.expect(':', what)
      property(name)
    } while (this.skip(','))
    this.expect('}', what)
  }

  string(what: string): string {
    this.expect('"', what)
    const from = this.at
    let end = this.text.indexOf('"', from)
    while (end > 0 && this.isEscaped(end, from)) end = this.text.indexOf('"', end + 1)
    if (end < 0) throw notJson(this.text.length)
    this.at = end + 1
    return unbroken(decoded(this.text.slice(from, end), from))
  }

  /** Below 2^64, by its digits: no sign, no fraction, no exponent. */
  whole(what: string): bigint {
    this.peek()
    WHOLE.lastIndex = this.at
    const digits = WHOLE.exec(this.text)?.[0]
    if (digits === undefined) throw misplaced(what)
    this.at += digits.length
    const number = BigInt(digits)
    if (number >= MOST) throw misplaced(what)
    return number
  }

  skipNull(): boolean {
    if (this.peek() !== 'n' || !this.text.startsWith('null', this.at)) return false
    this.at += 4
    return true
  }

  end() {
    if (this.peek() !== '') throw new Unfit('INVALID_JSON', 'Something follows the header of this .safetensors file.')
  }

  private isEscaped(quote: number, from: number) {
    let backslashes = 0
    while (quote - backslashes > from && this.text[quote - backslashes - 1] === '\\') backslashes++
    return backslashes % 2 === 1
  }
}

export function misplaced(what: string) {
  return new Unfit('INVALID_JSON', `In the header of this .safetensors file, ${what} is not written as the format has it.`)
}

function notJson(at: number) {
  return new Unfit('INVALID_JSON', `The header of this .safetensors file is not valid JSON near character ${at}.`)
}

function decoded(raw: string, at: number): string {
  if (!/[\\\p{Cc}]/u.test(raw)) return raw
  try {
    return JSON.parse(`"${raw}"`)
  } catch {
    throw notJson(at)
  }
}

/** Half of a surrogate pair comes out of an escape, and UTF-8 cannot carry it. */
function unbroken(text: string): string {
  if (/\p{Cs}/u.test(text)) throw new Unfit('INVALID_JSON', 'The header of this .safetensors file holds half of a character.')
  return text
}
