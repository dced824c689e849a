import { hashKey, type QueryClient, type QueryKey } from '@tanstack/react-query'
import type { Lora, LoraAnswer, RemovedEvent } from '@/api/lora'
import type { LiveEvent } from '@/live/stream'
import { listed, onPages, withLora, withLoraAt, withoutLora, type Pages } from './cache'
import { isNarrowed, shows, type Filters } from './filters'

export const loraKeys = {
  all: (workspace: string | undefined) => ['loras', workspace] as const,
  ready: (workspace: string | undefined) => ['loras', workspace, 'ready'] as const,
  usage: (workspace: string | undefined) => ['loras', workspace, 'usage'] as const,
  library: (workspace: string | undefined) => ['loras', workspace, 'library'] as const,
  list: (workspace: string | undefined, filters: Filters) => ['loras', workspace, 'library', filters] as const,
}

const SOON = 500

/** The cached lists of one workspace, kept as the server tells them to be. */
export class Shelves {
  constructor(
    private readonly queries: QueryClient,
    private readonly workspace: string | undefined,
  ) {}

  hear(event: LiveEvent) {
    if (event.name === 'added' || event.name === 'changed') this.put((JSON.parse(event.data) as LoraAnswer).lora)
    else if (event.name === 'removed') this.take((JSON.parse(event.data) as RemovedEvent).id)
    else if (event.name === 'reset') this.read()
  }

  put(lora: Lora) {
    const ready = loraKeys.ready(this.workspace)
    this.queries.setQueryData<ReadonlyArray<Lora>>(ready, list =>
      list && (lora.status === 'ready' ? withLora(list, lora) : withoutLora(list, lora.id)),
    )
    this.readIfBusy(ready)
    for (const [key, pages] of this.lists()) {
      const filters = key[3] as Filters
      const known = listed(pages).some(one => one.id === lora.id)
      const fits = shows(filters, lora.status)
      if (known) this.queries.setQueryData<Pages>(key, onPages(pages, loras => (fits ? withLora(loras, lora) : withoutLora(loras, lora.id))))
      if (fits && (!known || isNarrowed(filters))) soon(this.queries, key)
      else this.readIfBusy(key)
    }
  }

  /** Returns what puts it back. */
  take(id: string): () => void {
    const undo: Array<() => void> = []
    const ready = loraKeys.ready(this.workspace)
    const list = this.queries.getQueryData<ReadonlyArray<Lora>>(ready)
    const index = list?.findIndex(lora => lora.id === id) ?? -1
    const lora = list?.[index]
    if (list && lora) {
      this.queries.setQueryData(ready, withoutLora(list, id))
      undo.push(() => this.queries.setQueryData<ReadonlyArray<Lora>>(ready, now => now && withLoraAt(now, index, lora)))
    }
    this.readIfBusy(ready)
    for (const [key, pages] of this.lists()) {
      const index = listed(pages).findIndex(lora => lora.id === id)
      const lora = listed(pages)[index]
      if (lora) {
        this.queries.setQueryData<Pages>(key, onPages(pages, loras => withoutLora(loras, id)))
        undo.push(() => this.queries.setQueryData<Pages>(key, now => now && onPages(now, loras => withLoraAt(loras, index, lora))))
      }
      this.readIfBusy(key)
    }
    return () => undo.forEach(back => back())
  }

  /** Everything anew, as the server has it now. */
  read() {
    return this.queries.invalidateQueries({ queryKey: loraKeys.all(this.workspace) })
  }

  private lists() {
    return this.queries.getQueriesData<Pages>({ queryKey: loraKeys.library(this.workspace) }).flatMap(([key, pages]) => (pages ? [[key, pages] as const] : []))
  }

  /** An answer that is on its way may be older than what was just said. */
  private readIfBusy(key: QueryKey) {
    if (this.queries.isFetching({ queryKey: key, exact: true }) > 0) soon(this.queries, key)
  }
}

const waiting = new WeakMap<QueryClient, Set<string>>()

/** Many changes at once are read once. */
export function soon(queries: QueryClient, key: QueryKey) {
  const keys = waiting.get(queries) ?? new Set()
  waiting.set(queries, keys)
  const name = hashKey(key)
  if (keys.has(name)) return
  keys.add(name)
  setTimeout(() => {
    keys.delete(name)
    void queries.invalidateQueries({ queryKey: key, exact: true })
  }, SOON)
}
