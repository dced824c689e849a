import { useSyncExternalStore } from 'react'

const REMEMBERED = 'lorikeet.pairs'
const listeners = new Set<() => void>()

/** Whether the other half of a pair is chosen with the first; so unless somebody has switched it off in this browser. */
export function useTogether(): boolean {
  return useSyncExternalStore(listen, areTogether)
}

export function chooseTogether(together: boolean) {
  if (together) localStorage.removeItem(REMEMBERED)
  else localStorage.setItem(REMEMBERED, 'apart')
  for (const listener of listeners) listener()
}

function areTogether() {
  return localStorage.getItem(REMEMBERED) !== 'apart'
}

function listen(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
