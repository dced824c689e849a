import type { Session } from '@/access/session'
import type { Added } from './links'

type Remembered = { readonly workspace: string; readonly subject: string; readonly added: Added }

const KEY = 'lorikeet.links'

/** What the server still fetches, kept in the browser: the rows are there again after the page was loaded anew. */
export function rememberedLinks(session: Session): ReadonlyArray<Added> {
  return all().filter(isOf(session)).map(({ added }) => added)
}

export function rememberLink(session: Session, added: Added) {
  const { workspace, subject } = session
  if (workspace !== undefined) write([{ workspace, subject, added }, ...all().filter(other => other.added.lora.id !== added.lora.id)])
}

/** It is over, or nobody wants to see it any more. */
export function forgetLink(id: string) {
  const kept = all()
  if (kept.some(({ added }) => added.lora.id === id)) write(kept.filter(({ added }) => added.lora.id !== id))
}

function isOf({ workspace, subject }: Session) {
  return (kept: Remembered) => kept.workspace === workspace && kept.subject === subject
}

function all(): ReadonlyArray<Remembered> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]')
    return Array.isArray(kept) ? kept.filter(isRemembered) : []
  } catch {
    return []
  }
}

function write(links: ReadonlyArray<Remembered>) {
  try {
    localStorage.setItem(KEY, JSON.stringify(links))
  } catch {
    // Full, or forbidden: only the way back after a reload is lost.
  }
}

function isRemembered(kept: unknown): kept is Remembered {
  const { workspace, subject, added } = (kept ?? {}) as Partial<Remembered>
  const { id, fileName, status, fileSize } = added?.lora ?? {}
  return [workspace, subject, id, fileName, status].every(text => typeof text === 'string') && typeof fileSize === 'number'
}
