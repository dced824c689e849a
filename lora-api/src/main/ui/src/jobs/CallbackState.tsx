import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Webhook } from 'lucide-react'
import { useClient } from '@/access/SignIn'
import { mayWrite } from '@/access/session'
import type { Callback, Job, JobAnswer } from '@/api/generation'
import { Badge } from '@/ui/badge'
import { Button } from '@/ui/button'
import { toast } from '@/ui/toasts'
import { date } from '@/words/format'
import { useLanguage, useWords } from '@/words/language'
import { useNow } from '@/words/now'
import { sentenceOf } from '@/words/refusals'
import { useSaid } from '@/words/said'
import { nextLook, standingOf, type CallbackStanding } from './callback'
import { callbackWords } from './callbackWords'
import { Age } from './Elapsed'
import { hasEnded } from './known'
import { told } from './useJobs'

const TONES = { later: 'plain', sending: 'info', waiting: 'warn', delivered: 'accent', failed: 'danger' } as const

type Props = { job: Job; callback: Callback }

/** Whether the address that was to be told of the end knows of it, and how to tell it once more. */
export function CallbackState({ job, callback }: Props) {
  const t = useWords(callbackWords)
  const { session } = useClient()
  const standing = standingOf(job, callback, useNow(1000))
  useLooking(job, callback)
  const again = useCallAgain(job)
  const isBusy = standing === 'sending' || again.isPending
  return (
    <section className="border-t border-line pt-3">
      <h3 className="mb-2 text-[0.8125rem] font-semibold">{t.title}</h3>
      <div className="flex flex-wrap items-start gap-x-3 gap-y-2 text-[0.8125rem]">
        <Webhook className="mt-0.5 size-4 shrink-0 text-muted" aria-hidden />
        <div className="grid min-w-0 flex-1 basis-40 grid-cols-1 gap-0.5">
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <span className="min-w-0 wrap-anywhere">{callback.host}</span>
            <Badge tone={TONES[standing]}>{t.states[standing]}</Badge>
          </p>
          <p role="status" className="text-muted">
            <Sentence standing={standing} callback={callback} />
          </p>
        </div>
        {standing !== 'later' && mayWrite(session) && (
          <Button size="small" aria-disabled={isBusy} onClick={() => isBusy || again.mutate()}>
            {standing === 'waiting' ? t.now : t.again}
          </Button>
        )}
      </div>
    </section>
  )
}

function Sentence({ standing, callback }: { standing: CallbackStanding; callback: Callback }) {
  const t = useWords(callbackWords)
  const language = useLanguage()
  const say = useSaid()
  const reason = callback.reason && say(callback.reason)
  switch (standing) {
    case 'later':
      return t.atTheEnd
    case 'sending':
      return t.sending
    case 'delivered':
      return callback.deliveredAt && <Age time={callback.deliveredAt} />
    case 'waiting':
      return [reason, t.next(date(callback.nextAt ?? '', language))].filter(Boolean).join(' ')
    case 'failed':
      return [reason, t.attempts(callback.attempts)].filter(Boolean).join(' ')
  }
}

function useLooking(job: Job, callback: Callback) {
  const client = useClient()
  const queries = useQueryClient()
  useQuery({
    queryKey: ['callback', job.id],
    queryFn: async ({ signal }) => {
      const answer = await client.json<JobAnswer>('generation', `/api/generate/${job.id}`, { signal })
      told(queries, [answer.job])
      return answer.job.callback ?? null
    },
    enabled: callback.status === 'pending' && hasEnded(job),
    refetchInterval: () => nextLook(job, callback, Date.now()),
  })
}

function useCallAgain(job: Job) {
  const client = useClient()
  const queries = useQueryClient()
  const language = useLanguage()
  const t = useWords(callbackWords)
  return useMutation({
    mutationFn: () => client.json<JobAnswer>('generation', `/api/generate/${job.id}/callback`, { method: 'POST' }),
    onSuccess: answer => {
      told(queries, [answer.job])
      toast.success(t.asked)
    },
    onError: failure => toast.error(sentenceOf(failure, language)),
  })
}
