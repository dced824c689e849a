export type NoiseExpert = 'high' | 'low'

const CAMEL_CASE = /(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g
const OTHER_QUALITIES = new Set('angle cfg guidance vram ram mem memory step steps res resolution quality speed fps bit bits'.split(' '))
const LINKS = new Set(['and', 'or', 'plus'])

/**
 * Which noise expert the name of a file speaks of, by the rules of the service. "High noise" counts for more than a bare
 * "high", which counts only where it is not high resolution, low VRAM or the like. A name that speaks of both decides
 * nothing.
 */
export function expertIn(name: string): NoiseExpert | undefined {
  const words = wordsOf(name).filter(word => !LINKS.has(word))
  const noise = ofNoise(words)
  const found = noise.size > 0 ? noise : new Set(words.flatMap((_, at) => marker(words, at)))
  return found.size === 1 ? [...found][0] : undefined
}

export function wordsOf(name: string): string[] {
  return name
    .replaceAll(CAMEL_CASE, ' ')
    .split(/[^\p{L}\p{N}]+/u)
    .map(word => word.toLowerCase())
    .filter(word => word !== '')
}

function ofNoise(words: ReadonlyArray<string>) {
  const found = new Set<NoiseExpert>()
  words.forEach((word, at) => {
    if (/^(?:highnoise|noisehigh)/.test(word)) found.add('high')
    if (/^(?:lownoise|noiselow)/.test(word)) found.add('low')
    if (word.startsWith('noise')) around(words, at).forEach(expert => found.add(expert))
  })
  return found
}

/** All in a row before the noise, as in "low high noise", or the one behind it. */
function around(words: ReadonlyArray<string>, noise: number) {
  const found = [...marker(words, noise + 1)]
  for (let at = noise - 1; marker(words, at).length > 0; at--) found.push(...marker(words, at))
  return found
}

function marker(words: ReadonlyArray<string>, at: number): NoiseExpert[] {
  const word = words[at]
  if (OTHER_QUALITIES.has(words[at + 1] ?? '')) return []
  return word === 'high' || word === 'low' ? [word] : []
}
