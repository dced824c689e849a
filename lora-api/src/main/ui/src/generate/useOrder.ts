import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useClient } from '@/access/SignIn'
import type { Job, OrderAnswer, OrderRequest } from '@/api/generation'
import { OrderKeys } from './order'

/** Orders, under a key that stays the same while the same order is tried again. */
export function useOrder(taken: (job: Job) => void) {
  const client = useClient()
  const [keys] = useState(() => new OrderKeys())
  return useMutation({
    mutationFn: (order: OrderRequest) =>
      client.json<OrderAnswer>('generation', '/api/generate', {
        method: 'POST',
        body: order,
        headers: { 'Idempotency-Key': keys.keyFor(JSON.stringify(order)) },
      }),
    onSuccess: ({ job }) => {
      keys.taken()
      taken(job)
    },
  })
}
