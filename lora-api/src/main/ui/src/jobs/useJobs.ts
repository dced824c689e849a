import { queryOptions, useInfiniteQuery, useQueries, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useClient } from '@/access/SignIn'
import type { Client } from '@/api/client'
import type { Job, JobAnswer, ListAnswer, Status } from '@/api/generation'
import { useLive } from '@/live/Live'
import { learn, listed, type Known } from './known'

const KNOWN = ['known jobs']
const LISTS = ['jobs']
const PAGE = 30
/** Nobody tells a job that waits when those before it have gone. */
const ASK_AGAIN = 10_000
const NOTHING: Known = new Map()

/** The jobs of the workspace, latest first, as they are now. */
export function useJobs(status?: Status) {
  const client = useClient()
  const queries = useQueryClient()
  const known = useKnown()
  const list = useInfiniteQuery({
    queryKey: [...LISTS, status ?? 'all'],
    queryFn: async ({ pageParam, signal }) => {
      const query = { limit: PAGE, status, cursor: pageParam }
      const answer = await client.json<ListAnswer>('generation', '/api/generate', { query, signal })
      told(queries, answer.jobs)
      return answer
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.nextCursor,
    refetchInterval: ({ state }) => (state.data?.pages[0]?.jobs.some(job => job.status === 'queued') ? ASK_AGAIN : false),
  })
  useLive('generation', ({ name, data }) => {
    if (name === 'changed') told(queries, [(JSON.parse(data) as JobAnswer).job])
    if (name === 'reset') void queries.invalidateQueries({ queryKey: LISTS })
  })
  const loaded = list.data?.pages.flatMap(page => page.jobs)
  const jobs = useMemo(
    () => (list.data ? listed(known, list.data.pages.flatMap(page => page.jobs), !list.hasNextPage, status) : undefined),
    [known, list.data, list.hasNextPage, status],
  )
  return { ...list, jobs: loaded && jobs }
}

/** One job, whether it is in a list or not. */
export function useJob(id: string | undefined) {
  const client = useClient()
  const queries = useQueryClient()
  const known = useKnown()
  const job = id === undefined ? undefined : known.get(id)
  const query = useQuery({ ...oneJob(client, queries, id), enabled: id !== undefined && job === undefined })
  return { job: job ?? query.data, error: query.error, refetch: query.refetch }
}

/** Each of these jobs, in their order; those that are not known are fetched. */
export function useTheseJobs(ids: ReadonlyArray<string>) {
  const client = useClient()
  const queries = useQueryClient()
  const known = useKnown()
  const answers = useQueries({ queries: ids.map(id => ({ ...oneJob(client, queries, id), enabled: !known.has(id) })) })
  return ids.map((id, index) => ({ id, job: known.get(id) ?? answers[index]?.data, error: answers[index]?.error }))
}

/** Fresh addresses for what a job has made. */
export function useFreshAddresses() {
  const client = useClient()
  const queries = useQueryClient()
  return async (id: string) => {
    const { job } = await client.json<JobAnswer>('generation', `/api/generate/${id}`)
    queries.setQueryData<Known>(KNOWN, known => new Map(known).set(id, job))
  }
}

export function told(queries: QueryClient, jobs: ReadonlyArray<Job>) {
  queries.setQueryData<Known>(KNOWN, known => learn(known ?? NOTHING, jobs, Date.now()))
}

function oneJob(client: Client, queries: QueryClient, id: string | undefined) {
  return queryOptions({
    queryKey: ['job', id],
    queryFn: async ({ signal }) => {
      const answer = await client.json<JobAnswer>('generation', `/api/generate/${id}`, { signal })
      told(queries, [answer.job])
      return answer.job
    },
  })
}

function useKnown(): Known {
  return useQuery({ queryKey: KNOWN, queryFn: () => NOTHING, enabled: false, initialData: NOTHING, gcTime: Infinity }).data
}
