import { useEffect, useSyncExternalStore } from 'react'
import { useLanguage } from './language'

/** Says in the language of the page what a service said in English. */
export type Say = (sentence: string) => string

type Pattern = { readonly form: RegExp; readonly korean: string }

const asItIs: Say = sentence => sentence
let korean: Say | undefined
const listeners = new Set<() => void>()

/** Fetched by whoever reads Korean, and by nobody else. What there is no Korean for is shown as it is. */
async function fetchKorean() {
  const { SENTENCES, WORDS } = await import('./korean')
  const patterns = SENTENCES.map(([english, korean]) => ({ form: formOf(english), korean }))
  korean ??= sentence => inKorean(sentence, patterns, WORDS) ?? sentence
  for (const listener of listeners) listener()
}

export function useSaid(): Say {
  const wanted = useLanguage() === 'ko'
  const say = useSyncExternalStore(listen, () => korean)
  useEffect(() => {
    // Without it the page still says everything, in English.
    if (wanted && !korean) void fetchKorean().catch(() => {})
  }, [wanted])
  return (wanted && say) || asItIs
}

function inKorean(sentence: string, patterns: ReadonlyArray<Pattern>, words: Readonly<Record<string, string>>): string | undefined {
  for (const { form, korean } of patterns) {
    const found = form.exec(sentence)
    if (found) return korean.replaceAll(/\{(\d)\}/g, (_, index) => wordOf(found[Number(index) + 1] ?? '', words))
  }
  return undefined
}

function wordOf(found: string, words: Readonly<Record<string, string>>) {
  return words[found] ?? found.replace(/^(\d+) layers$/, '레이어 $1개')
}

function formOf(english: string) {
  const parts = english.split(/\{\d\}/).map(part => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
  return new RegExp(`^${parts.join('(.+?)')}$`, 's')
}

function listen(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
