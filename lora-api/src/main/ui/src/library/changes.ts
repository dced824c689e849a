import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useClient } from '@/access/SignIn'
import type { ChangeRequest, DeleteAnswer, DownloadAnswer, Lora, LoraAnswer, StoredAnswer } from '@/api/lora'
import { toast } from '@/ui/toasts'
import { useLanguage, useWords } from '@/words/language'
import { sentenceOf } from '@/words/refusals'
import { loraKeys } from './live'
import { useShelves } from './loras'
import { words } from './words'

const SHORTEST_UNDO = 5_000
const LONGEST_UNDO = 120_000

/** Gone from every list at once; back in its place if the server does not take it, or on "Undo". */
export function useDelete() {
  const client = useClient()
  const queries = useQueryClient()
  const shelves = useShelves()
  const t = useWords(words)
  const language = useLanguage()
  const restore = useRestore()
  return useMutation({
    mutationFn: (lora: Lora) => client.json<DeleteAnswer>('lora', `/api/lora/${lora.id}`, { method: 'DELETE' }),
    onMutate: lora => {
      void queries.cancelQueries({ queryKey: loraKeys.all(client.session.workspace) })
      return shelves.take(lora.id)
    },
    onError: (failure, lora, back) => {
      back?.()
      toast.error(t.notDeleted(lora.name), { description: sentenceOf(failure, language), duration: 10_000, closeButton: true })
    },
    onSuccess: ({ undoUntil }, lora, back) => {
      if (!undoUntil) return void toast.success(t.deleted(lora.name))
      const left = Date.parse(undoUntil) - Date.now()
      toast.success(t.deleted(lora.name), {
        duration: Math.min(Math.max(left, SHORTEST_UNDO), LONGEST_UNDO),
        action: { label: t.undo, onClick: () => restore.mutate({ lora, back }) },
      })
    },
    onSettled: () => shelves.read(),
  })
}

function useRestore() {
  const client = useClient()
  const shelves = useShelves()
  const t = useWords(words)
  const language = useLanguage()
  return useMutation({
    mutationFn: ({ lora }: { lora: Lora; back: () => void }) =>
      client.json<LoraAnswer>('lora', `/api/lora/${lora.id}/restore`, { method: 'POST' }),
    onSuccess: (answer, { back }) => {
      back()
      shelves.put(answer.lora)
      toast.success(t.restored(answer.lora.name))
    },
    onError: (failure, { lora }) => void toast.error(t.notRestored(lora.name), { description: sentenceOf(failure, language), duration: 10_000 }),
    onSettled: () => shelves.read(),
  })
}

/** Refused with CHANGED_MEANWHILE if somebody else was faster than the version at hand. */
export function useEdit() {
  const client = useClient()
  const shelves = useShelves()
  return useMutation({
    mutationFn: ({ lora, change }: { lora: Lora; change: ChangeRequest }) =>
      client.json<StoredAnswer>('lora', `/api/lora/${lora.id}`, { method: 'PATCH', body: change, headers: { 'If-Match': `"${lora.version}"` } }),
    onSuccess: answer => shelves.put(answer.lora),
  })
}

export function useLatest() {
  const client = useClient()
  const shelves = useShelves()
  return async (id: string) => {
    const { lora } = await client.json<LoraAnswer>('lora', `/api/lora/${id}`)
    shelves.put(lora)
    return lora
  }
}

export function useDownload() {
  const client = useClient()
  const t = useWords(words)
  const language = useLanguage()
  return useMutation({
    mutationFn: (lora: Lora) => client.json<DownloadAnswer>('lora', `/api/lora/${lora.id}/download`),
    onSuccess: ({ url }, lora) => save(url, lora.fileName),
    onError: (failure, lora) => void toast.error(t.notDownloaded(lora.name), { description: sentenceOf(failure, language) }),
  })
}

function save(url: string, name: string) {
  const link = Object.assign(document.createElement('a'), { href: url, download: name, rel: 'noreferrer' })
  link.click()
}
