import { useSyncExternalStore } from 'react'

export type Theme = 'system' | 'light' | 'dark'

const REMEMBERED = 'lorikeet.theme'
const listeners = new Set<() => void>()

export function theme(): Theme {
  const remembered = localStorage.getItem(REMEMBERED)
  return remembered === 'light' || remembered === 'dark' ? remembered : 'system'
}

export function wear(theme: Theme) {
  if (theme === 'system') localStorage.removeItem(REMEMBERED)
  else localStorage.setItem(REMEMBERED, theme)
  show()
  for (const listener of listeners) listener()
}

/** The colours themselves follow the system unless the page says otherwise. */
export function show() {
  const chosen = theme()
  if (chosen === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = chosen
}

export function useTheme(): Theme {
  return useSyncExternalStore(listener => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }, theme)
}
