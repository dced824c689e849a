import { useController } from 'react-hook-form'
import type { Parameter } from '@/api/generation'
import { Field } from '@/ui/field'
import { Input, Textarea } from '@/ui/input'
import { number } from '@/words/format'
import { useLanguage, useWords } from '@/words/language'
import { useDraftForm, useProblem } from './form'
import { parameterNames } from './modelWords'
import { words } from './words'

const LONG = 200
/** From here on it is worth knowing how much room is left. */
const NEARLY = 0.8

export function TextField({ parameter }: { parameter: Parameter }) {
  const t = useWords(words)
  const language = useLanguage()
  const { control } = useDraftForm()
  const { field, fieldState } = useController({ control, name: `values.${parameter.name}` })
  const names = parameterNames(parameter, language)
  const value = String(field.value ?? '')
  const most = parameter.maxLength ?? Infinity
  const Control = most > LONG ? Textarea : Input
  return (
    <Field
      label={names.name}
      error={useProblem(parameter, fieldState.isTouched)}
      hint={names.text}
      aside={
        <span className="text-xs text-muted tabular-nums">
          {value.length > most * NEARLY ? `${number(value.length, language)} / ${number(most, language)}` : !parameter.required && t.optional}
        </span>
      }
    >
      {parts => (
        <Control
          {...parts}
          {...field}
          value={value}
          required={parameter.required}
          className={parameter.required ? 'min-h-28' : most > LONG ? 'min-h-9 pointer-coarse:min-h-11' : undefined}
        />
      )}
    </Field>
  )
}
