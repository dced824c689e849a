import { useSyncExternalStore } from 'react'

/** Where in the page one is; it is in the address, so that it can be linked, reloaded, and left with "back". */
export type Place = { readonly view: 'create' | 'videos'; readonly job?: string; readonly loras: boolean }

export function placeOf(hash: string): Place {
  const steps = hash.replace(/^#\/?/, '').split('/').filter(Boolean)
  const loras = steps.at(-1) === 'loras'
  const [view, job] = loras ? steps.slice(0, -1) : steps
  if (view !== 'videos') return { view: 'create', loras }
  return job ? { view: 'videos', job: decodeURIComponent(job), loras } : { view: 'videos', loras }
}

export function hashOf({ view, job, loras }: Place): string {
  const steps = view === 'create' ? [] : job ? ['videos', encodeURIComponent(job)] : ['videos']
  return `#/${[...steps, ...(loras ? ['loras'] : [])].join('/')}`
}

export function go(change: Partial<Place>) {
  const next = hashOf({ ...placeOf(location.hash), ...change })
  if (next === hashOf(placeOf(location.hash))) return
  history.pushState({ from: location.hash }, '', next)
  tell()
}

export function openLoras() {
  go({ loras: true })
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
