import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useClient } from '@/access/SignIn'
import type { Job, JobAnswer, OrderAnswer } from '@/api/generation'
import { reuse } from '@/generate/reuse'
import { go } from '@/shell/place'
import { toast } from '@/ui/toasts'
import { useLanguage, useWords } from '@/words/language'
import { sentenceOf } from '@/words/refusals'
import { told } from './useJobs'
import { words } from './words'

/** Keys of repetitions whose answer is not known yet, by the job that is repeated. */
const keys = new Map<string, string>()

export function useCancel(job: Job) {
  const client = useClient()
  const queries = useQueryClient()
  const language = useLanguage()
  return useMutation({
    mutationFn: () => client.json<JobAnswer>('generation', `/api/generate/${job.id}`, { method: 'DELETE' }),
    onSuccess: answer => told(queries, [answer.job]),
    onError: failure => toast.error(sentenceOf(failure, language)),
  })
}

/** Orders the same once more, and shows that. */
export function useAgain(job: Job) {
  const client = useClient()
  const queries = useQueryClient()
  const language = useLanguage()
  const t = useWords(words)
  return useMutation({
    mutationFn: () => {
      const key = keys.get(job.id) ?? crypto.randomUUID()
      keys.set(job.id, key)
      return client.json<OrderAnswer>('generation', `/api/generate/${job.id}/retry`, { method: 'POST', headers: { 'Idempotency-Key': key } })
    },
    onSuccess: answer => {
      keys.delete(job.id)
      told(queries, [answer.job])
      toast.success(t.orderedAgain)
      go({ view: 'videos', job: answer.job.id })
    },
    onError: failure => toast.error(sentenceOf(failure, language)),
  })
}

/** Where form and videos are side by side, nobody has to go anywhere. */
export function takeSettings(job: Job) {
  reuse(job)
  if (!matchMedia('(min-width: 64rem)').matches) go({ view: 'create' })
  document.querySelector('#form')?.scrollIntoView({ block: 'start', behavior: 'smooth' })
}
