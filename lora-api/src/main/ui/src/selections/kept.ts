import { useSyncExternalStore } from 'react'
import { linkOf, selectionIn, type Selection } from './selection'

/** A selection under a name, as it is kept in this browser for one workspace. */
export type Kept = { readonly name: string; readonly selection: Selection }

const MOST = 50
const listeners = new Set<() => void>()
const place = (workspace: string | undefined) => `lorikeet.selections.${workspace ?? ''}`

/** Latest first; another one of the same name takes its place. */
export function keep(workspace: string | undefined, kept: Kept) {
  const others = read(stored(workspace)).filter(({ name }) => name !== kept.name)
  write(workspace, [kept, ...others].slice(0, MOST))
}

export function forget(workspace: string | undefined, name: string) {
  write(workspace, read(stored(workspace)).filter(kept => kept.name !== name))
}

export function useKept(workspace: string | undefined): ReadonlyArray<Kept> {
  return read(useSyncExternalStore(listen, () => stored(workspace)))
}

function stored(workspace: string | undefined) {
  return localStorage.getItem(place(workspace)) ?? '[]'
}

/** Each is kept as its link, which is all there is to say about it. */
function write(workspace: string | undefined, all: ReadonlyArray<Kept>) {
  try {
    localStorage.setItem(place(workspace), JSON.stringify(all.map(({ name, selection }) => [name, linkOf(selection)])))
  } catch {
    // A full storage keeps nothing more; the link can still be copied.
  }
  for (const listener of listeners) listener()
}

function read(text: string): ReadonlyArray<Kept> {
  try {
    const all: unknown = JSON.parse(text)
    return Array.isArray(all) ? all.flatMap(keptIn) : []
  } catch {
    return []
  }
}

function keptIn(entry: unknown): ReadonlyArray<Kept> {
  if (!Array.isArray(entry)) return []
  const [name, link] = entry
  const selection = typeof link === 'string' ? selectionIn(link) : undefined
  return typeof name === 'string' && selection ? [{ name, selection }] : []
}

function listen(listener: () => void) {
  listeners.add(listener)
  // Another tab may keep one.
  addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    removeEventListener('storage', listener)
  }
}
