import type { Upload } from './engine/upload'
import { expertIn, wordsOf } from './facts/expert-words'

const OF_EXPERTS = /^(?:high|low|noise|highnoise|lownoise|noisehigh|noiselow)$/

/** The name without what tells high from low; the two halves of a pair share it. */
function commonName(name: string) {
  return wordsOf(name)
    .filter(word => !OF_EXPERTS.test(word))
    .join(' ')
}

/** By key, each half of a high-noise and a low-noise file that were made together. */
export function pairsIn(uploads: ReadonlyArray<Upload>): ReadonlyMap<string, string> {
  const pairs = new Map<string, string>()
  const alone = new Map<string, Upload>()
  for (const upload of uploads) {
    const expert = upload.facts?.expert === 'both' ? undefined : (upload.facts?.expert ?? expertIn(upload.name))
    if (!expert || upload.phase === 'refused') continue
    const other = `${expert === 'high' ? 'low' : 'high'} ${commonName(upload.name)}`
    const partner = alone.get(other)
    if (partner) {
      alone.delete(other)
      pairs.set(upload.key, partner.key).set(partner.key, upload.key)
    } else alone.set(`${expert} ${commonName(upload.name)}`, upload)
  }
  return pairs
}

/** As they were added, but with the second half of a pair behind the first. */
export function arranged(uploads: ReadonlyArray<Upload>, pairs: ReadonlyMap<string, string>): Upload[] {
  const byKey = new Map(uploads.map(upload => [upload.key, upload]))
  const placed = new Set<string>()
  return uploads.flatMap(upload => {
    const both = [upload, byKey.get(pairs.get(upload.key) ?? '')].filter(one => one !== undefined && !placed.has(one.key))
    both.forEach(one => one && placed.add(one.key))
    return both as Upload[]
  })
}
