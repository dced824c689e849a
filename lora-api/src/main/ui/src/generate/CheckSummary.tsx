import type { ReactNode } from 'react'
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
    <dl className="grid gap-y-1 text-[0.8125rem]">
      {loras.length > 0 && (
        <>
          <Cost name={t.memory} note={memory.unknown > 0 && t.memoryUnknown(memory.unknown)}>
            {bytes(memory.bytes, language)}
            <Badge tone={TONES[memory.level]}>{t.memories[memory.level]}</Badge>
          </Cost>
          <Cost name={t.load}>{t.about(estimatedLoadTime)}</Cost>
        </>
      )}
      {expected && (
        <>
          <Cost name={t.work} note={!expected.cost && t.goingBy(expected.videos)}>
            {t.about(expected.seconds)}
          </Cost>
          {expected.cost && (
            <Cost name={t.cost} note={t.goingBy(expected.videos)}>
              {t.aboutMoney(money(expected.cost, language))}
            </Cost>
          )}
        </>
      )}
    </dl>
  )
}

function Cost({ name, note, children }: { name: string; note?: ReactNode; children: ReactNode }) {
  return (
    <div className="flex flex-wrap justify-between gap-x-3">
      <dt className="text-muted">{name}</dt>
      <dd className="flex items-center gap-2 tabular-nums">{children}</dd>
      {note && <dd className="w-full text-xs text-muted">{note}</dd>}
    </div>
  )
}
