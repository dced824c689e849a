import { overall, type Upload } from './engine/upload'
import type { words } from './words'

const QUARTER = 25

/** What is worth being read out of what changed: beginnings and ends, and every quarter of the way. */
export function newsOf(
  before: ReadonlyArray<Upload>,
  after: ReadonlyArray<Upload>,
  t: (typeof words)['en'],
  why: (upload: Upload) => string,
): string[] {
  const phases = new Map(before.map(upload => [upload.key, upload.phase]))
  const told = after.flatMap(upload => {
    if (phases.get(upload.key) === upload.phase) return []
    if (upload.phase === 'uploading') return t.news.started(upload.name)
    if (upload.phase === 'there') return t.there(upload.twin?.name ?? upload.name)
    if (upload.phase === 'ready') return t.news.ready(upload.name)
    if (upload.phase === 'refused' || upload.phase === 'rejected') return t.news.refused(upload.name, why(upload))
    return upload.phase === 'failed' ? t.news.stopped(upload.name, why(upload)) : []
  })
  const quarter = quarterOf(after)
  return quarter > 0 && quarter > quarterOf(before) ? [...told, t.news.percent(quarter)] : told
}

function quarterOf(uploads: ReadonlyArray<Upload>) {
  const percent = overall(uploads)?.percent ?? 0
  return percent >= 100 ? 0 : Math.floor(percent / QUARTER) * QUARTER
}
