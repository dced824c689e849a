import type { Lora } from '@/api/lora'
import { expertOf } from '@/library/titles'

type Side = 'high' | 'low'

const SIDES: Readonly<Record<string, Side>> = { high: 'high', hn: 'high', h: 'high', low: 'low', ln: 'low', l: 'low' }
const OTHER = { high: 'low', low: 'high' } as const
const MARK = '*'

/** "StyleHighNoise_v2" is style, high, v2; "noise" says nothing that "high" has not said. */
function wordsOf(name: string): ReadonlyArray<string> {
  return name
    .normalize('NFC')
    .replace(/\.(safetensors|ckpt)$/i, '')
    .replace(/(high|low)[-_. ]*noise/gi, ' $1 ')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(word => word !== '')
}

/** What the rest of the name is for each word of it that may tell the side. A name may have "low" in it by chance. */
function stemsOf(words: ReadonlyArray<string>): ReadonlyMap<string, Side> {
  const stems = new Map<string, Side>()
  words.forEach((word, index) => {
    const side = SIDES[word]
    if (side) stems.set(words.with(index, MARK).join(' '), side)
  })
  return stems
}

/** Halves of a pair are often kept from different moments of a training. */
function withoutMoments(words: ReadonlyArray<string>) {
  return words.filter(word => !/^(\d{2,}|e\d+|ep\d+|epoch\d*|s\d+|steps?\d*|\d+steps?)$/.test(word))
}

/** The two halves have the same name but for the word that tells high from low. */
export function arePair(one: string, other: string, exactly = true): boolean {
  const read = (name: string) => stemsOf(exactly ? wordsOf(name) : withoutMoments(wordsOf(name)))
  const theirs = read(other)
  return [...read(one)].some(([stem, side]) => stem.replaceAll(MARK, '').trim() !== '' && theirs.get(stem) === OTHER[side])
}

const WAYS: ReadonlyArray<(one: Lora, other: Lora) => boolean> = [
  (one, other) => arePair(one.name, other.name),
  (one, other) => arePair(one.fileName, other.fileName),
  (one, other) => arePair(one.name, other.name, false) || arePair(one.fileName, other.fileName, false),
]

/** The other half of a LoRA of WAN 2.2, where the clearest sign points to exactly one. */
export function partnerOf(lora: Lora, loras: ReadonlyArray<Lora>): Lora | undefined {
  const able = loras.filter(other => other.id !== lora.id && mayBePair(lora, other))
  for (const match of WAYS) {
    const halves = able.filter(other => match(lora, other))
    if (halves.length > 0) return halves.length === 1 ? halves[0] : undefined
  }
  return undefined
}

/** What is known about the files beats their names. */
function mayBePair(one: Lora, other: Lora) {
  const [mine, theirs] = [expertOf(one), expertOf(other)]
  const sidesDiffer = mine === 'unknown' || theirs === 'unknown' || (mine !== theirs && mine !== 'both' && theirs !== 'both')
  return sidesDiffer && same(one.facts?.baseModel.family, other.facts?.baseModel.family) && same(one.facts?.baseModel.variant, other.facts?.baseModel.variant)
}

function same(one: string | undefined, other: string | undefined) {
  return !one || !other || one === 'unknown' || other === 'unknown' || one === other
}
