import { useQuery } from '@tanstack/react-query'
import { useClient } from '@/access/SignIn'
import type { Client } from '@/api/client'
import type { ListAnswer, Status } from '@/api/generation'
import { promptOf } from '@/jobs/steps'
import { shortened } from '@/words/format'

const COUNTED = 200
const NAMED = 3
const LONGEST = 60

/** Which videos need a LoRA: those that wait and those that are being made. `more` if there are too many to count. */
export type Needs = {
  readonly waiting: number
  /** What the first of those that wait show. */
  readonly prompts: ReadonlyArray<string>
  readonly underway: number
  readonly more: boolean
}

/** Nothing while it is not known, and nothing if it cannot be: whoever deletes does not have to wait for it. */
export function useNeeds(lora: string | undefined): Needs | undefined {
  const client = useClient()
  const { data } = useQuery({
    queryKey: ['needs', client.session.workspace, lora],
    queryFn: ({ signal }) => needsOf(client, lora ?? '', signal),
    enabled: lora !== undefined,
    // It is asked about one moment, and kept for no other.
    staleTime: 0,
    gcTime: 0,
    retry: false,
  })
  return data
}

async function needsOf(client: Client, lora: string, signal: AbortSignal): Promise<Needs> {
  const jobs = (status: Status) => client.json<ListAnswer>('generation', '/api/generate', { query: { lora, status, limit: COUNTED }, signal })
  const [queued, submitting, running] = await Promise.all([jobs('queued'), jobs('submitting'), jobs('running')])
  return {
    waiting: queued.jobs.length,
    prompts: queued.jobs.slice(0, NAMED).map(job => shortened(promptOf(job), LONGEST)).filter(Boolean),
    underway: submitting.jobs.length + running.jobs.length,
    more: [queued, submitting, running].some(answer => answer.nextCursor !== undefined),
  }
}
