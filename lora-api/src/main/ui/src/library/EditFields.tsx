import type { Lora } from '@/api/lora'
import { WeightField } from '@/selector/WeightField'
import { Field } from '@/ui/field'
import { Input, Textarea } from '@/ui/input'
import { Select } from '@/ui/select'
import { useWords } from '@/words/language'
import type { Draft } from './edits'
import { WordsField } from './WordsField'
import { words } from './words'

type Props = {
  lora: Lora
  draft: Draft
  onChange(change: Partial<Draft>): void
  /** What the server says about a field, by its name. */
  errors: Readonly<Record<string, string>>
}

export function EditFields({ lora, draft, onChange, errors }: Props) {
  const t = useWords(words)
  const found = lora.facts?.expert.expert ?? 'unknown'
  return (
    <div className="grid grid-cols-1 gap-4">
      <Field label={t.name} error={errors.name}>
        {parts => <Input {...parts} value={draft.name} maxLength={200} onChange={event => onChange({ name: event.target.value })} />}
      </Field>
      <Field label={t.description} hint={t.descriptionHint} error={errors.description}>
        {parts => <Textarea {...parts} value={draft.description} maxLength={4000} onChange={event => onChange({ description: event.target.value })} />}
      </Field>
      <Field label={t.tags} hint={t.tagsHint} error={errors.tags}>
        {parts => <WordsField {...parts} value={draft.tags} longest={100} onChange={tags => onChange({ tags })} />}
      </Field>
      <Field label={t.triggerWords} hint={t.triggerHint} error={errors.triggerWords}>
        {parts => <WordsField {...parts} value={draft.triggerWords} longest={200} onChange={triggerWords => onChange({ triggerWords })} />}
      </Field>
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        <Field className="content-start" label={t.weight} hint={t.weightHint} error={errors.defaultWeight}>
          {parts => <WeightField id={parts.id} value={draft.defaultWeight} standard={1} label={t.weight} onChange={defaultWeight => onChange({ defaultWeight })} />}
        </Field>
        <Field className="content-start" label={t.expert} hint={t.expertHint} error={errors.expert}>
          {parts => (
            <Select {...parts} value={draft.expert} onChange={event => onChange({ expert: event.target.value as Draft['expert'] })}>
              <option value="">{t.asFound(t.experts[found])}</option>
              <option value="high">{t.experts.high}</option>
              <option value="low">{t.experts.low}</option>
              <option value="both">{t.experts.both}</option>
            </Select>
          )}
        </Field>
      </div>
    </div>
  )
}
