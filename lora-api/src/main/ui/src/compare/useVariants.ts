import { useMutation, useQueries, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useClient } from '@/access/SignIn'
import type { CheckAnswer, Cost, Job, Model, OrderAnswer } from '@/api/generation'
import type { Draft } from '@/generate/draft'
import { checkOf, orderOf } from '@/generate/order'
import { told } from '@/jobs/useJobs'

export type Total = { readonly known: boolean; readonly possible: boolean; readonly seconds: number | undefined; readonly cost: Cost | undefined }

/** What all of them together would take, and whether each of them would be taken. */
export function useTotal(model: Model, drafts: ReadonlyArray<Draft>): Total {
  const client = useClient()
  const answers = useQueries({
    queries: drafts.map(draft => {
      const body = checkOf(model, draft)
      return {
        queryKey: ['check', 'of a variant', JSON.stringify(body)],
        queryFn: ({ signal }: { signal: AbortSignal }) => client.json<CheckAnswer>('generation', '/api/generate/check', { method: 'POST', body, signal }),
      }
    }),
  })
  return totalOf(answers.map(({ data }) => data))
}

export function totalOf(answers: ReadonlyArray<CheckAnswer | undefined>): Total {
  const checked = answers.flatMap(answer => answer ?? [])
  const expected = checked.flatMap(answer => answer.expected ?? [])
  const costs = expected.flatMap(({ cost }) => cost ?? [])
  const all = <T>(parts: ReadonlyArray<T>) => parts.length === answers.length && parts.length > 0
  return {
    known: all(checked),
    possible: checked.every(answer => answer.ok),
    seconds: all(expected) ? expected.reduce((sum, { seconds }) => sum + seconds, 0) : undefined,
    cost: all(costs) && costs[0] ? { currency: costs[0].currency, amount: costs.reduce((sum, { amount }) => sum + amount, 0) } : undefined,
  }
}

/** Orders one after the other, each under a key of its own that stays the same until all are taken: nothing is ordered twice. */
export function useOrders(model: Model, taken: (jobs: ReadonlyArray<Job>) => void) {
  const client = useClient()
  const queries = useQueryClient()
  const [keys] = useState(() => new Map<string, string>())
  return useMutation({
    mutationFn: async (drafts: ReadonlyArray<Draft>) => {
      const jobs: Job[] = []
      for (const draft of drafts) {
        const body = orderOf(model, draft)
        const key = keys.get(JSON.stringify(body)) ?? crypto.randomUUID()
        keys.set(JSON.stringify(body), key)
        const { job } = await client.json<OrderAnswer>('generation', '/api/generate', { method: 'POST', body, headers: { 'Idempotency-Key': key } })
        told(queries, [job])
        jobs.push(job)
      }
      return jobs
    },
    onSuccess: jobs => {
      keys.clear()
      taken(jobs)
    },
  })
}
