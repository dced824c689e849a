import type { Callback, Job, Status } from '@/api/generation'

/** What is known of jobs, however it was learnt: from pages, from events, from looking at one. */
export type Known = ReadonlyMap<string, Job>

const ENDED: ReadonlyArray<Status> = ['succeeded', 'failed', 'cancelled']
const ORDER: ReadonlyArray<Status> = ['queued', 'submitting', 'running', 'cancelling']
/** An address that ends sooner is as good as ended. */
const FRESH = 60_000

export function hasEnded({ status }: Job) {
  return ENDED.includes(status)
}

/**
 * Which of two accounts of a job holds. An end never changes, but addresses and callbacks do after it; before it the one
 * that is further, and of two at the same point the one heard last. What says nothing new is the old object, so that
 * nothing is drawn again.
 */
export function later(known: Job | undefined, heard: Job, now: number): Job {
  if (!known) return heard
  if (hasEnded(known)) return known.status === heard.status ? afterTheEnd(known, heard, now) : known
  if (isBefore(standing(heard), standing(known))) return known
  return JSON.stringify(known) === JSON.stringify(heard) ? known : heard
}

export function learn(known: Known, heard: ReadonlyArray<Job>, now: number): Known {
  const changed = heard.flatMap(job => {
    const next = later(known.get(job.id), job, now)
    return next === known.get(job.id) ? [] : [[job.id, next] as const]
  })
  // One message may tell of a job twice.
  return changed.reduce((map, [id, job]) => map.set(id, later(map.get(id), job, now)), changed.length === 0 ? (known as Map<string, Job>) : new Map(known))
}

/** Latest first: what was loaded, and what is newer than that or belongs to it anyway. */
export function listed(known: Known, loaded: ReadonlyArray<Job>, complete: boolean, status?: Status): ReadonlyArray<Job> {
  const ids = new Set(loaded.map(job => job.id))
  const oldest = loaded.at(-1)
  const all = [...loaded.map(job => known.get(job.id) ?? job), ...[...known.values()].filter(job => !ids.has(job.id))]
  return all
    .filter(job => (!status || job.status === status) && (ids.has(job.id) || complete || !oldest || isNewer(job, oldest)))
    .toSorted((one, other) => (isNewer(one, other) ? -1 : 1))
}

function isNewer(one: Job, other: Job) {
  if (one.requestedAt !== other.requestedAt) return Date.parse(one.requestedAt) > Date.parse(other.requestedAt)
  return one.id > other.id
}

/** A video that plays keeps its address while that holds. */
function afterTheEnd(known: Job, heard: Job, now: number): Job {
  const job = hasFresherVideo(known, heard, now) ? heard : known
  const callback = laterCallback(known.callback, heard.callback)
  return callback === job.callback || callback === undefined ? job : { ...job, callback }
}

/** It can be sent anew after every end of its own, so that only the attempts tell old from new. */
function laterCallback(known: Callback | undefined, heard: Callback | undefined) {
  if (!known || !heard) return known ?? heard
  return heard.attempts < known.attempts || JSON.stringify(known) === JSON.stringify(heard) ? known : heard
}

function hasFresherVideo(known: Job, heard: Job, now: number) {
  if (!known.video || !heard.video) return heard.video !== undefined
  return Date.parse(known.video.expiresAt) < now + FRESH && Date.parse(heard.video.expiresAt) > Date.parse(known.video.expiresAt)
}

function standing(job: Job): ReadonlyArray<number> {
  return [hasEnded(job) ? 1 : 0, job.attempts.length, job.attempt, ORDER.indexOf(job.status)]
}

function isBefore(one: ReadonlyArray<number>, other: ReadonlyArray<number>) {
  const at = one.findIndex((value, index) => value !== other[index])
  return at >= 0 && (one[at] ?? 0) < (other[at] ?? 0)
}
