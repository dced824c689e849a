import type { Job } from '@/api/generation'
import { age, clock, date } from '@/words/format'
import { useLanguage } from '@/words/language'
import { useNow } from '@/words/now'
import { secondsOf } from './steps'

/** Only these few letters are drawn again each second. */
export function Elapsed({ job }: { job: Job }) {
  const now = useNow(1000)
  return <span className="tabular-nums">{clock(secondsOf(job, now))}</span>
}

export function Age({ time }: { time: string }) {
  const language = useLanguage()
  const now = useNow(30_000)
  return (
    <time dateTime={time} title={date(time, language)} className="tabular-nums">
      {age(time, now, language)}
    </time>
  )
}
