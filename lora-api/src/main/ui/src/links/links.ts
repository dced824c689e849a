import { useMutation, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useClient } from '@/access/SignIn'
import type { Client } from '@/api/client'
import type { Lora, LoraAnswer, ProgressAnswer, StoredAnswer } from '@/api/lora'
import { Refusal } from '@/api/refusal'
import type { Language } from '@/words/language'
import { sentenceOf } from '@/words/refusals'
import type { Say } from '@/words/said'
import { forgetLink, rememberedLinks, rememberLink } from './remembered'

const EVERY = 2_000
const NONE: ReadonlyArray<Added> = []

/** A LoRA whose file the server fetches, and the name that was wanted where it could not have it. */
export type Added = { readonly lora: Lora; readonly requestedName?: string }

/** How far the server has come with it. */
export type Standing = { readonly lora: Lora; readonly sent: number }

const listKey = (workspace: string | undefined) => ['links', workspace] as const
const standingKey = (workspace: string | undefined, id: string) => ['links', workspace, id] as const

/** What was added here and is not over, and what was added on this page, until it is dismissed. */
export function useAdded() {
  const { session } = useClient()
  return useQuery({
    queryKey: listKey(session.workspace),
    queryFn: () => NONE,
    initialData: () => rememberedLinks(session),
    staleTime: Infinity,
    gcTime: Infinity,
  }).data
}

function change(queries: QueryClient, workspace: string | undefined, by: (list: ReadonlyArray<Added>) => ReadonlyArray<Added>) {
  queries.setQueryData<ReadonlyArray<Added>>(listKey(workspace), list => by(list ?? NONE))
}

export function useAdd() {
  const client = useClient()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (url: string) =>
      client.json<StoredAnswer>('lora', '/api/lora/import', { method: 'POST', body: { url }, headers: { 'Idempotency-Key': crypto.randomUUID() } }),
    onSuccess: ({ lora, requestedName }) => {
      const added: Added = { lora, ...(requestedName !== undefined && { requestedName }) }
      rememberLink(client.session, added)
      change(queries, client.session.workspace, list => [added, ...list.filter(one => one.lora.id !== lora.id)])
    },
  })
}

export function useDismiss() {
  const { workspace } = useClient().session
  const queries = useQueryClient()
  return (id: string) => {
    forgetLink(id)
    change(queries, workspace, list => list.filter(one => one.lora.id !== id))
  }
}

export function useCancel() {
  const client = useClient()
  const dismiss = useDismiss()
  return useMutation({
    mutationFn: (id: string) => client.json<void>('lora', `/api/lora/${id}/upload`, { method: 'DELETE' }),
    onSuccess: (_, id) => dismiss(id),
  })
}

/** Asked again and again until there is nothing more to come. */
export function useStanding({ lora }: Added) {
  const client = useClient()
  return useQuery({
    queryKey: standingKey(client.session.workspace, lora.id),
    queryFn: async ({ signal }) => {
      try {
        const found = await standing(client, lora.id, signal)
        if (isOver(found)) forgetLink(lora.id)
        return found
      } catch (failure) {
        if (isGone(failure)) forgetLink(lora.id)
        throw failure
      }
    },
    placeholderData: { lora, sent: 0 },
    refetchInterval: query => (isOver(query.state.data) || isGone(query.state.error) ? false : EVERY),
    retry: false,
    gcTime: Infinity,
  })
}

async function standing(client: Client, id: string, signal: AbortSignal): Promise<Standing> {
  const { lora } = await client.json<LoraAnswer>('lora', `/api/lora/${id}`, { signal })
  if (lora.status !== 'uploading') return { lora, sent: lora.fileSize }
  const { upload } = await client.json<ProgressAnswer>('lora', `/api/lora/${id}/upload`, { signal })
  return { lora, sent: upload.uploaded.reduce((sum, part) => sum + part.size, 0) }
}

export function isOver(standing: Standing | undefined) {
  return standing !== undefined && standing.lora.status !== 'uploading' && standing.lora.status !== 'verifying'
}

/** Somebody cancelled it, or deleted it. */
export function isGone(failure: unknown) {
  return failure instanceof Refusal && failure.status === 404
}

/** What stands below the field: what is wrong with the link itself, if that is what is wrong. */
export function complaintOf(failure: unknown, say: Say, language: Language): string | undefined {
  if (!failure) return undefined
  const found = failure instanceof Refusal && failure.errors.find(error => error.pointer === '/url')
  return found ? say(found.message) : sentenceOf(failure, language)
}
