import { useSyncExternalStore } from 'react'

const PHONE = '(max-width: 39.99rem)'

/** Whether it is a phone's width, where things come up from the bottom. */
export function useNarrow(): boolean {
  return useSyncExternalStore(watch, () => matchMedia(PHONE).matches)
}

function watch(listener: () => void) {
  const query = matchMedia(PHONE)
  query.addEventListener('change', listener)
  return () => query.removeEventListener('change', listener)
}
