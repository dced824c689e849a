import type { Job } from '@/api/generation'
import { Badge } from '@/ui/badge'
import { useLanguage, useWords } from '@/words/language'
import { Age } from './Elapsed'
import { failureWords } from './failureWords'
import { words } from './words'

/** Why it took more than one. */
export function Attempts({ job }: { job: Job }) {
  const t = useWords(words)
  const language = useLanguage()
  return (
    <section className="grid gap-2 border-t border-line pt-3">
      <h3 className="text-[0.8125rem] font-semibold">{t.attempts}</h3>
      <ol className="grid gap-2 text-[0.8125rem]">
        {job.attempts.map(attempt => (
          <li key={attempt.number} className="grid gap-0.5">
            <span className="flex flex-wrap items-center gap-2">
              <Badge>{attempt.code}</Badge>
              <span className="text-muted"><Age time={attempt.endedAt} /></span>
            </span>
            {(language === 'ko' && failureWords.ko[attempt.code]?.[0]) || attempt.message}
          </li>
        ))}
      </ol>
    </section>
  )
}
