import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useClient } from '@/access/SignIn'
import { mayWrite } from '@/access/session'
import type { CheckAnswer, CheckRequest } from '@/api/generation'
import { useLive } from '@/live/Live'

const PAUSE = 400

export type Checked = { readonly of: CheckRequest; readonly answer: CheckAnswer }

/** Asks what would become of the draft, once nobody has typed for a moment; a newer question cancels an older one. */
export function useCheck(order: CheckRequest): { checked: Checked | undefined; checking: boolean } {
  const client = useClient()
  const queries = useQueryClient()
  const now = JSON.stringify(order)
  const [asked, setAsked] = useState(now)
  useEffect(() => {
    const timer = setTimeout(() => setAsked(now), PAUSE)
    return () => clearTimeout(timer)
  }, [now])
  useLive('lora', () => void queries.invalidateQueries({ queryKey: ['check'] }))
  const { data, isFetching } = useQuery({
    queryKey: ['check', asked],
    queryFn: async ({ signal }): Promise<Checked> => {
      const of: CheckRequest = JSON.parse(asked)
      const answer = await client.json<CheckAnswer>('generation', '/api/generate/check', { method: 'POST', body: of, signal })
      return { of, answer }
    },
    placeholderData: keepPreviousData,
    enabled: mayWrite(client.session),
    gcTime: 60_000,
  })
  return { checked: data?.of.model === order.model ? data : undefined, checking: isFetching || asked !== now }
}
