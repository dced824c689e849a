import { words as formWords } from '@/generate/words'
import { money } from '@/words/format'
import { useLanguage, useWords } from '@/words/language'
import type { Total } from './useVariants'
import { weightWords } from './weightWords'

/** What all of them together will probably take, before they are ordered. */
export function TotalLines({ total, seed }: { total: Total; seed: string | undefined }) {
  const t = useWords(weightWords)
  const form = useWords(formWords)
  const language = useLanguage()
  return (
    <dl aria-busy={!total.known} className="grid grid-cols-[1fr_auto] gap-x-3 gap-y-1 text-[0.8125rem]">
      {seed !== undefined && (
        <>
          <dt className="text-muted">{t.seed}</dt>
          <dd className="text-right tabular-nums">{seed}</dd>
        </>
      )}
      <dt className="text-muted">{t.work}</dt>
      <dd className="text-right tabular-nums">{total.seconds === undefined ? (total.known ? t.unknown : '…') : form.about(Math.round(total.seconds))}</dd>
      {total.cost && (
        <>
          <dt className="text-muted">{t.cost}</dt>
          <dd className="text-right font-semibold tabular-nums">{form.aboutMoney(money(total.cost, language))}</dd>
        </>
      )}
    </dl>
  )
}
