import { Refusal, Unreachable } from '@/api/refusal'
import { Notice } from '@/ui/notice'
import { useLanguage, useWords } from '@/words/language'
import { useNow } from '@/words/now'
import { sentenceOf } from '@/words/refusals'
import { words } from './words'

type Props = { failure: unknown; failedAt: number; elsewhere: ReadonlyArray<string> }

/** Why an order was not taken, and when it may be. */
export function OrderFailure({ failure, failedAt, elsewhere }: Props) {
  const t = useWords(words)
  const language = useLanguage()
  const passes = failure instanceof Unreachable || (failure instanceof Refusal && failure.passes)
  return (
    <Notice tone={passes ? 'warn' : 'danger'} role="alert">
      {sentenceOf(failure, language)} {failure instanceof Unreachable && t.lostAnswer}
      {failure instanceof Refusal && failure.retryAfterSeconds !== undefined && (
        <Countdown until={failedAt + failure.retryAfterSeconds * 1000} />
      )}
      {elsewhere.length > 0 && (
        <ul className="mt-1 grid gap-1">
          {elsewhere.map(sentence => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
    </Notice>
  )
}

function Countdown({ until }: { until: number }) {
  const t = useWords(words)
  const seconds = Math.ceil((until - useNow(1000)) / 1000)
  // Read out once with the notice, not every second.
  return <span aria-live="off" className="tabular-nums">{seconds > 0 ? t.tryIn(seconds) : t.tryNow}</span>
}
