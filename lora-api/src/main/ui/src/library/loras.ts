import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useClient } from '@/access/SignIn'
import type { Client } from '@/api/client'
import type { ListAnswer, Lora } from '@/api/lora'
import { useLive } from '@/live/Live'
import type { LiveEvent } from '@/live/stream'
import { listed } from './cache'
import { asQuery, type Filters } from './filters'
import { loraKeys, Shelves } from './live'

const PAGE = 50
const LARGEST_PAGE = 200
/** Pictures are signed for an hour. */
const BEFORE_PICTURES_END = 45 * 60_000
const NONE: ReadonlyArray<Lora> = []

export function useShelves(): Shelves {
  const { session } = useClient()
  const queries = useQueryClient()
  return useMemo(() => new Shelves(queries, session.workspace), [queries, session.workspace])
}

/** What a search found, page by page. */
export function useLibrary(filters: Filters, open = true) {
  const client = useClient()
  useHearing()
  const query = useInfiniteQuery({
    queryKey: loraKeys.list(client.session.workspace, filters),
    queryFn: ({ pageParam, signal }) =>
      client.json<ListAnswer>('lora', '/api/lora', { query: { ...asQuery(filters), limit: PAGE, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.nextCursor,
    placeholderData: keepPreviousData,
    refetchOnMount: 'always',
    refetchInterval: BEFORE_PICTURES_END,
    enabled: open,
  })
  const loras = useMemo(() => (query.data ? listed(query.data) : NONE), [query.data])
  return { ...query, loras, total: query.data?.pages.at(-1)?.total ?? 0 }
}

/** Every LoRA that can be chosen, kept current by what the server tells. */
export function useReadyLoras() {
  const client = useClient()
  useHearing()
  const query = useQuery({
    queryKey: loraKeys.ready(client.session.workspace),
    queryFn: ({ signal }) => everyReady(client, signal),
    refetchInterval: BEFORE_PICTURES_END,
  })
  return { loras: query.data ?? NONE, loading: !query.data, failure: query.error, reload: query.refetch }
}

async function everyReady(client: Client, signal: AbortSignal): Promise<ReadonlyArray<Lora>> {
  const loras = new Map<string, Lora>()
  let cursor: string | undefined
  do {
    const page: ListAnswer = await client.json<ListAnswer>('lora', '/api/lora', { query: { status: 'ready', limit: LARGEST_PAGE, cursor }, signal })
    for (const lora of page.loras) loras.set(lora.id, lora)
    cursor = page.nextCursor
  } while (cursor !== undefined)
  return [...loras.values()]
}

const heard = new WeakSet<LiveEvent>()

/** Any number of lists may listen; each event is taken in once. */
function useHearing() {
  const shelves = useShelves()
  useLive('lora', event => {
    if (heard.has(event)) return
    heard.add(event)
    shelves.hear(event)
  })
}
