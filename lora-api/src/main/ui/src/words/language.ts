import { useSyncExternalStore } from 'react'

export type Language = 'en' | 'ko'

/** Each feature has its own words; Korean has to have every one that English has. */
export type Words<T> = { readonly en: T; readonly ko: T }

export function inBoth<T>(en: T, ko: NoInfer<T>): Words<T> {
  return { en, ko }
}

const REMEMBERED = 'lorikeet.language'
const listeners = new Set<() => void>()
let current: Language = chosen()

function chosen(): Language {
  const remembered = localStorage.getItem(REMEMBERED)
  if (remembered === 'en' || remembered === 'ko') return remembered
  return navigator.languages.some(language => language.startsWith('ko')) ? 'ko' : 'en'
}

export function language() {
  return current
}

export function speak(language: Language) {
  current = language
  localStorage.setItem(REMEMBERED, language)
  document.documentElement.lang = language
  for (const listener of listeners) listener()
}

export function useLanguage(): Language {
  return useSyncExternalStore(listen, language)
}

export function useWords<T>(words: Words<T>): T {
  return words[useLanguage()]
}

function listen(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
