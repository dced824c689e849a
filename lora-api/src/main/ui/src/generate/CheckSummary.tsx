import type { CheckAnswer } from '@/api/generation'
import { Badge } from '@/ui/badge'
import { Notice } from '@/ui/notice'
import { bytes, money } from '@/words/format'
import { useLanguage, useWords } from '@/words/language'
import { useSaid } from '@/words/said'
import { warningsOf } from './answers'
import { useWholeForm } from './form'
import { words } from './words'

const TONES = { none: 'plain', low: 'accent', medium: 'warn', high: 'danger' } as const

/** What the LoRAs of the draft would cost, and what may disappoint. */
export function CheckSummary({ checking }: { checking: boolean }) {
  const { model, check } = useWholeForm()
  const t = useWords(words)
  if (!check) return null
  const { general, ofLoras } = warningsOf(check, model)
  return (
    <section aria-label={t.mayDisappoint} aria-busy={checking} className="grid grid-cols-1 gap-3">
      {(check.loras.length > 0 || check.expected) && <Costs check={check} />}
      {general.length + ofLoras.length > 0 && (
        <Notice tone="warn" role="status">
          <div className="grid gap-2">
            <Sentences sentences={general} />
            {ofLoras.map(lora => (
              <div key={`${lora.slot} ${lora.id}`}>
                <p className="font-medium">{lora.name}</p>
                <Sentences sentences={lora.warnings} />
              </div>
            ))}
          </div>
        </Notice>
      )}
    </section>
  )
}

function Sentences({ sentences }: { sentences: ReadonlyArray<string> }) {
  const say = useSaid()
  return sentences.length > 0 && (
    <ul className="grid gap-1">
      {sentences.map(sentence => (
        <li key={sentence}>{say(sentence)}</li>
      ))}
    </ul>
  )
}

function Costs({ check: { loras, totalMemoryImpact: memory, estimatedLoadTime, expected } }: { check: CheckAnswer }) {
  const t = useWords(words)
  const language = useLanguage()
  return (
    <dl className="grid grid-cols-[1fr_auto] gap-x-3 gap-y-1 text-[0.8125rem]">
      {loras.length > 0 && (
        <>
          <dt className="text-muted">{t.memory}</dt>
          <dd className="flex items-center justify-end gap-2 tabular-nums">
            {bytes(memory.bytes, language)}
            <Badge tone={TONES[memory.level]}>{t.memories[memory.level]}</Badge>
          </dd>
          {memory.unknown > 0 && <dd className="col-span-2 -mt-1 text-xs text-muted">{t.memoryUnknown(memory.unknown)}</dd>}
          <dt className="text-muted">{t.load}</dt>
          <dd className="text-right tabular-nums">{t.about(estimatedLoadTime)}</dd>
        </>
      )}
      {expected && (
        <>
          <dt className="text-muted">{t.work}</dt>
          <dd className="text-right tabular-nums">{t.about(expected.seconds)}</dd>
          {expected.cost && (
            <>
              <dt className="text-muted">{t.cost}</dt>
              <dd className="text-right tabular-nums">{t.aboutMoney(money(expected.cost, language))}</dd>
            </>
          )}
          <dd className="col-span-2 text-xs text-muted">{t.goingBy(expected.videos)}</dd>
        </>
      )}
    </dl>
  )
}
