import type { ReactNode } from 'react'
import type { Facts, Lora } from '@/api/lora'
import { Notice } from '@/ui/notice'
import { bytes, date, number } from '@/words/format'
import { useLanguage, useWords } from '@/words/language'
import { useSaid } from '@/words/said'
import { modelName, rankOf } from './titles'
import { words } from './words'

/** What is known about the file. Its own words are shown as what they are: text from a stranger. */
export function FactList({ lora }: { lora: Lora }) {
  const t = useWords(words)
  const language = useLanguage()
  const say = useSaid()
  const facts = lora.facts
  const adapter = facts?.adapter
  return (
    <section className="grid grid-cols-1 gap-3">
      <h3 className="font-semibold">{t.facts}</h3>
      {!facts && <p className="text-muted">{t.noFacts}</p>}
      {facts && facts.warnings.length > 0 && (
        <Notice tone="warn">
          <ul aria-label={t.warnings} className="grid gap-1">
            {facts.warnings.map(warning => (
              <li key={warning}>{say(warning)}</li>
            ))}
          </ul>
        </Notice>
      )}
      <dl className="grid grid-cols-[minmax(6rem,auto)_minmax(0,1fr)] gap-x-5 gap-y-2 text-[0.8125rem] tabular-nums">
        <Fact term={t.fileName}>{lora.fileName}</Fact>
        <Fact term={t.size}>{bytes(lora.fileSize, language)}</Fact>
        <Fact term={t.uploadedAt}>{date(lora.uploadedAt, language)}</Fact>
        <Fact term={t.used}>{lora.useCount > 0 ? t.usedValue(number(lora.useCount, language)) : t.never}</Fact>
        {facts && <Findings facts={facts} />}
        <Fact term={t.format}>{facts?.format}</Fact>
        <Fact term={t.kind}>{adapter?.kind}</Fact>
        <Fact term={t.rankTerm}>{rankOf(lora)}</Fact>
        <Fact term={t.alpha}>{adapter?.alpha}</Fact>
        <Fact term={t.dtype}>{adapter?.dtype}</Fact>
        <Fact term={t.modules}>{adapter && number(adapter.modules, language)}</Fact>
        <Fact term={t.parameters}>{adapter && number(adapter.parameters, language)}</Fact>
        <Fact term={t.memory}>
          {facts?.memory && t.memoryValue(bytes(facts.memory.residentBytes, language), bytes(facts.memory.fusePeakBytes, language))}
        </Fact>
        <Fact term={t.author}>{facts?.texts.author}</Fact>
        <Fact term={t.licence}>{facts?.texts.licence}</Fact>
        <Fact term={t.says}>{[facts?.texts.title, facts?.texts.description].filter(Boolean).join('\n')}</Fact>
        <Fact term={t.sha}>{lora.sha256 && <code className="text-[0.6875rem] break-all">{lora.sha256}</code>}</Fact>
      </dl>
    </section>
  )
}

function Findings({ facts }: { facts: Facts }) {
  const t = useWords(words)
  const { baseModel, expert } = facts
  return (
    <>
      <Fact term={t.baseModel}>
        {modelName(baseModel) ?? t.unknownModel}
        <Grounds confidence={t.confidence[baseModel.confidence]} evidence={baseModel.evidence} />
      </Fact>
      <Fact term={t.expert}>
        {t.experts[expert.expert]}
        <Grounds confidence={t.confidence[expert.confidence]} evidence={expert.evidence} />
      </Fact>
    </>
  )
}

function Grounds({ confidence, evidence }: { confidence: string; evidence: ReadonlyArray<string> }) {
  const say = useSaid()
  return (
    <>
      <span className="text-muted"> · {confidence}</span>
      {evidence.length > 0 && (
        <ul className="mt-1 grid gap-0.5 text-xs text-muted">
          {evidence.map(line => (
            <li key={line}>{say(line)}</li>
          ))}
        </ul>
      )}
    </>
  )
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  if (children === undefined || children === '' || children === null) return null
  return (
    <>
      <dt className="text-muted">{term}</dt>
      <dd className="whitespace-pre-line">{children}</dd>
    </>
  )
}
