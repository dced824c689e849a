import type { Model } from '@/api/generation'
import { Field } from '@/ui/field'
import { Select } from '@/ui/select'
import { useLanguage, useWords } from '@/words/language'
import { modelNames } from './modelWords'
import { words } from './words'

type Props = { models: ReadonlyArray<Model>; chosen: Model; onChoose(id: string): void }

export function ModelPicker({ models, chosen, onChoose }: Props) {
  const t = useWords(words)
  const language = useLanguage()
  return (
    <Field label={t.model} hint={modelNames(chosen, language).text}>
      {parts => (
        <Select {...parts} value={chosen.id} onChange={event => onChoose(event.target.value)}>
          {models.map(model => (
            <option key={model.id} value={model.id}>
              {modelNames(model, language).name}
            </option>
          ))}
        </Select>
      )}
    </Field>
  )
}
