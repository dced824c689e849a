import type { ReactNode } from 'react'
import type { Job } from '@/api/generation'
import { parameterNames } from '@/generate/modelWords'
import { parameterOf, useModels } from '@/generate/models'
import { ModelName } from '@/jobs/names'
import { words as jobWords } from '@/jobs/words'
import { Name } from '@/library/Name'
import { Badge } from '@/ui/badge'
import { number as inWords } from '@/words/format'
import { useLanguage, useWords } from '@/words/language'
import type { Difference } from './differences'
import { words } from './words'

type Props = { of: Job; differences: ReadonlyArray<Difference>; index: number }

/** What one has that not all of them have. */
export function Differences({ of, differences, index }: Props) {
  const t = useWords(words)
  const jobs = useWords(jobWords)
  const its = differences.filter(difference => isIts(difference, of, index))
  return (
    <dl className="grid gap-1.5 text-[0.8125rem]">
      {of.loras.length === 0 && differences.some(({ what }) => what === 'lora') && <Row name={jobs.loras}>{t.none}</Row>}
      {its.map(difference => (
        <Row key={keyOf(difference)} name={<Title of={of} difference={difference} />}>
          <Value difference={difference} index={index} />
        </Row>
      ))}
    </dl>
  )
}

/** Another model has other parameters. */
function isIts(difference: Difference, of: Job, index: number) {
  if (difference.what === 'lora') return difference.weights[index] !== undefined
  return difference.what !== 'parameter' || difference.name in of.parameters
}

function Row({ name, children }: { name: ReactNode; children: ReactNode }) {
  return (
    <div className="flex min-w-0 flex-wrap items-baseline gap-x-2">
      <dt className="max-w-full min-w-0 text-muted wrap-anywhere">{name}</dt>
      <dd className="min-w-0 font-semibold tabular-nums wrap-anywhere">{children}</dd>
    </div>
  )
}

function Title({ of, difference }: { of: Job; difference: Difference }) {
  const t = useWords(words)
  const language = useLanguage()
  const model = useModels().data?.models.find(model => model.id === of.model)
  switch (difference.what) {
    case 'model':
      return t.model
    case 'prompt':
      return t.prompt
    case 'size':
      return t.size
    case 'lora':
      return (
        <span className="block min-w-0" title={difference.lora.name}>
          <Name>{difference.lora.name}</Name>
        </span>
      )
    case 'parameter': {
      const parameter = model && parameterOf(model, difference.name)
      return parameter ? parameterNames(parameter, language).name : difference.name
    }
  }
}

function Value({ difference, index }: { difference: Difference; index: number }) {
  const t = useWords(words)
  const jobs = useWords(jobWords)
  const language = useLanguage()
  if (difference.what === 'lora') {
    const weight = difference.weights[index]
    if (weight === undefined) return t.none
    return (
      <span className="flex items-center gap-x-1.5">
        {difference.lora.expert !== 'both' && <Badge>{jobs.experts[difference.lora.expert]}</Badge>}
        {jobs.weight(inWords(weight, language, 2))}
      </span>
    )
  }
  const value = difference.values[index]
  if (difference.what === 'model') return <ModelName id={String(value)} />
  if (value === undefined || value === '') return t.none
  // A seed is a name made of digits.
  if (typeof value === 'number' && !(difference.what === 'parameter' && difference.name === 'seed')) return inWords(value, language, 2)
  return difference.what === 'prompt' ? <span className="line-clamp-4 font-normal">{value}</span> : String(value)
}

function keyOf(difference: Difference) {
  if (difference.what === 'lora') return `lora ${difference.lora.id} ${difference.lora.slot}`
  return difference.what === 'parameter' ? `parameter ${difference.name}` : difference.what
}
