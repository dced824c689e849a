import type { Expert } from '@/api/lora'
import { Select } from '@/ui/select'
import { useWords } from '@/words/language'
import { choicesIn, type Filters, type Sort, type StatusChoice } from './filters'
import { useReadyLoras } from './loras'
import { familyName } from './titles'
import { words } from './words'

type Props = { filters: Filters; onChange(change: Partial<Filters>): void }

const EXPERTS = ['high', 'low', 'both', 'unknown'] as const

export function FilterFields({ filters, onChange }: Props) {
  const t = useWords(words)
  const { baseModels, tags } = choicesIn(useReadyLoras().loras)
  return (
    <>
      <Choice label={t.baseModel} value={filters.baseModel} any={t.anyBaseModel} onChange={baseModel => onChange({ baseModel })}>
        {withChosen(baseModels, filters.baseModel).map(family => [family, family === 'unknown' ? t.unknownModel : familyName(family)])}
      </Choice>
      <Choice label={t.expert} value={filters.expert} any={t.anyExpert} onChange={expert => onChange({ expert: expert as Expert | '' })}>
        {EXPERTS.map(expert => [expert, t.experts[expert]])}
      </Choice>
      <Choice label={t.tag} value={filters.tag} any={t.anyTag} onChange={tag => onChange({ tag })}>
        {withChosen(tags, filters.tag).map(tag => [tag, tag])}
      </Choice>
      <Choice label={t.status} value={filters.status} onChange={status => onChange({ status: status as StatusChoice })}>
        {Object.entries(t.statuses)}
      </Choice>
      <Choice label={t.sort} value={filters.sort} onChange={sort => onChange({ sort: sort as Sort })}>
        {Object.entries(t.sorts)}
      </Choice>
    </>
  )
}

type ChoiceProps = { label: string; value: string; any?: string; onChange(value: string): void; children: ReadonlyArray<readonly [string, string]> }

function Choice({ label, value, any, onChange, children }: ChoiceProps) {
  return (
    <Select aria-label={label} value={value} className="min-w-0 @max-md:last:col-span-full" onChange={event => onChange(event.target.value)}>
      {any && <option value="">{any}</option>}
      {children.map(([value, text]) => (
        <option key={value} value={value}>
          {text}
        </option>
      ))}
    </Select>
  )
}

/** The last LoRA with a tag may go while the tag is chosen. */
function withChosen(words: ReadonlyArray<string>, chosen: string) {
  return chosen === '' || words.includes(chosen) ? words : [...words, chosen]
}
