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
    const expert = expertOf(upload)
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

/** As they were added, but a pair stands together, with its high half first. */
export function arranged(uploads: ReadonlyArray<Upload>, pairs: ReadonlyMap<string, string>): Upload[] {
  const byKey = new Map(uploads.map(upload => [upload.key, upload]))
  const placed = new Set<Upload>()
  for (const upload of uploads) {
    const partner = byKey.get(pairs.get(upload.key) ?? '')
    const both = partner && expertOf(partner) === 'high' ? [partner, upload] : [upload, partner]
    for (const one of both) if (one) placed.add(one)
  }
  return [...placed]
}

function expertOf({ facts, name }: Upload) {
  return facts?.expert === 'both' ? undefined : (facts?.expert ?? expertIn(name))
}
