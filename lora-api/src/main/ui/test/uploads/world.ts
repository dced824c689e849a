import { isSending, type Upload } from '@/uploads/engine/upload'
import type { FindTwin } from '@/uploads/engine/twins'
import { Uploads } from '@/uploads/engine/uploads'
import type { Inspect } from '@/uploads/header/inspect'
import { Bucket } from './bucket'
import { Timeline } from './timeline'

const NO_FACTS = { model: undefined, rank: undefined, expert: undefined, triggerWords: [] }

/** Everything an upload meets, played. A page can be closed and opened again: what is in the bucket and on the shelf stays. */
export class World {
  readonly time: Timeline
  readonly bucket: Bucket
  readonly shelf = new Shelf()
  prepared = 0
  inspect: Inspect = async file => ({ fit: true, facts: NO_FACTS, fingerprint: `print of ${file.name}` })
  findTwin: FindTwin = async () => undefined
  held = new Set<string>()
  private keys = 0

  constructor(random?: () => number) {
    this.time = new Timeline(random)
    this.bucket = new Bucket(this.time)
  }

  page() {
    const { bucket, shelf, time } = this
    return new Uploads({
      client: bucket.client,
      put: (...request) => bucket.put(...request),
      inspector: { prepare: () => void this.prepared++, inspect: file => this.inspect(file) },
      findTwin: (...asked) => this.findTwin(...asked),
      timing: time,
      shelf,
      tabs: { hold: () => {}, held: async () => this.held },
      newKey: () => String(++this.keys),
    })
  }

  /** The page goes away with everything that was on the wire. */
  crash() {
    this.time.forget()
    this.bucket.together = 0
  }

  /** Until nothing is being sent any more. */
  async rest(page: Uploads) {
    await this.time.until(() => !page.snapshot().some(isSending))
  }
}

export class Shelf {
  readonly kept = new Map<string, string>()
  getItem = (key: string) => this.kept.get(key) ?? null
  setItem = (key: string, value: string) => {
    this.kept.set(key, value)
  }
}

export const only = (page: Uploads): Upload => {
  const [upload] = page.snapshot()
  if (!upload) throw new Error('There is no upload.')
  return upload
}
