import { TriangleAlert } from 'lucide-react'
import type { Job } from '@/api/generation'
import { useWords } from '@/words/language'
import { failureWords } from './failureWords'
import { words } from './words'

/** Why it did not work, and what can be done about it. */
export function Failed({ job }: { job: Job }) {
  const t = useWords(words)
  const advice = useWords(failureWords)
  if (!job.failure) return null
  // There may be codes one day that we have no words for.
  const [why, next] = advice[job.failure.code] ?? [job.failure.message, '']
  return (
    <div role="group" aria-label={t.failedTitle} className="grid min-h-64 place-items-center rounded-lg bg-stage p-6 sm:p-10">
      <div className="grid max-w-lg justify-items-center gap-2 text-center">
        <span className="mb-1 grid size-12 place-items-center rounded-full bg-danger-soft text-danger-ink">
          <TriangleAlert className="size-6" aria-hidden />
        </span>
        <h3 className="text-lg font-semibold">{t.failedTitle}</h3>
        <p className="text-[0.9375rem]">{why}</p>
        <p className="text-balance text-muted">{next}</p>
        {why !== job.failure.message && (
          <details className="mt-2 w-full text-[0.8125rem] text-muted">
            <summary className="cursor-pointer pointer-coarse:py-3">{t.message}</summary>
            <p className="mt-1.5 rounded-md bg-surface p-3 text-left">
              <span className="font-medium">{job.failure.code}</span> · {job.failure.message}
            </p>
          </details>
        )}
      </div>
    </div>
  )
}
