/** An upload that was begun, so that its file can be given again after the page was loaded anew. */
export type Remembered = {
  readonly loraId: string
  readonly workspace: string
  readonly subject: string
  readonly name: string
  readonly size: number
  readonly lastModified: number
  readonly fingerprint: string
  /** When the service forgets it. */
  readonly expiresAt: string
}

const KEY = 'lorikeet.uploads'

type Shelf = Pick<Storage, 'getItem' | 'setItem'>

/** Kept in the browser. One that cannot keep anything only loses the way back after a reload. */
export class Memory {
  constructor(private readonly shelf: Shelf) {}

  all(now: number): Remembered[] {
    try {
      const kept: unknown = JSON.parse(this.shelf.getItem(KEY) ?? '[]')
      return Array.isArray(kept) ? kept.filter(isRemembered).filter(upload => Date.parse(upload.expiresAt) > now) : []
    } catch {
      return []
    }
  }

  keep(upload: Remembered, now: number) {
    this.write([...this.all(now).filter(other => other.loraId !== upload.loraId), upload])
  }

  forget(loraId: string, now: number) {
    this.write(this.all(now).filter(other => other.loraId !== loraId))
  }

  private write(uploads: ReadonlyArray<Remembered>) {
    try {
      this.shelf.setItem(KEY, JSON.stringify(uploads))
    } catch {
      // Full, or forbidden.
    }
  }
}

/** Everything about it that can be seen has to be the same; the name alone says nothing. */
export function isSameFile(upload: Remembered, file: File, fingerprint: string) {
  return (
    upload.name === file.name &&
    upload.size === file.size &&
    upload.lastModified === file.lastModified &&
    upload.fingerprint === fingerprint
  )
}

function isRemembered(kept: unknown): kept is Remembered {
  if (typeof kept !== 'object' || kept === null) return false
  const { loraId, workspace, subject, name, size, lastModified, fingerprint, expiresAt } = kept as Record<string, unknown>
  const texts = [loraId, workspace, subject, name, fingerprint, expiresAt]
  return texts.every(text => typeof text === 'string') && [size, lastModified].every(number => typeof number === 'number')
}
