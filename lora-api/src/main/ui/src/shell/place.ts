import { useSyncExternalStore } from 'react'

/** Where in the page one is; it is in the address, so that it can be linked, reloaded, and left with "back". */
export type Place = { readonly loras: boolean } & (
  | { readonly view: 'create' }
  | { readonly view: 'videos'; readonly job?: string }
  | { readonly view: 'compare'; readonly compared: ReadonlyArray<string> }
)

type View = Place extends infer P ? (P extends Place ? Omit<P, 'loras'> : never) : never

/** More of them would be too small to be compared. */
export const MOST_COMPARED = 9

export function placeOf(hash: string): Place {
  const steps = hash.replace(/^#\/?/, '').split('/').filter(Boolean)
  const loras = steps.at(-1) === 'loras'
  const [view, ...jobs] = loras ? steps.slice(0, -1) : steps
  const [job] = jobs
  if (view === 'compare' && job) return { view, compared: jobs.slice(0, MOST_COMPARED).map(decodeURIComponent), loras }
  if (view !== 'videos') return { view: 'create', loras }
  return job ? { view, job: decodeURIComponent(job), loras } : { view, loras }
}

export function hashOf(place: Place): string {
  return `#/${[...stepsOf(place).map(encodeURIComponent), ...(place.loras ? ['loras'] : [])].join('/')}`
}

function stepsOf(place: Place): ReadonlyArray<string> {
  switch (place.view) {
    case 'create':
      return []
    case 'videos':
      return place.job ? ['videos', place.job] : ['videos']
    case 'compare':
      return ['compare', ...place.compared]
  }
}

/** The dialog closes on the way. */
export function go(view: View) {
  move({ ...view, loras: false })
}

function move(place: Place) {
  const next = hashOf(place)
  if (next === hashOf(placeOf(location.hash))) return
  history.pushState({ from: location.hash }, '', next)
  tell()
}

export function openLoras() {
  move({ ...placeOf(location.hash), loras: true })
}

/** Goes back if that is where one came from, so that "back" does not open it again. */
export function closeLoras() {
  const here = placeOf(location.hash)
  if (!here.loras) return
  const closed = hashOf({ ...here, loras: false })
  if (history.state?.from !== undefined && hashOf(placeOf(history.state.from)) === closed) return history.back()
  history.replaceState(null, '', closed)
  tell()
}

export function usePlace(): Place {
  const hash = useSyncExternalStore(watch, () => location.hash)
  return placeOf(hash)
}

function watch(listener: () => void) {
  addEventListener('popstate', listener)
  addEventListener('hashchange', listener)
  return () => {
    removeEventListener('popstate', listener)
    removeEventListener('hashchange', listener)
  }
}

function tell() {
  dispatchEvent(new PopStateEvent('popstate', { state: history.state }))
}
