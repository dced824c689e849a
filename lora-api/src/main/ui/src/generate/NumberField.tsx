import { useController } from 'react-hook-form'
import type { Parameter } from '@/api/generation'
import { Field } from '@/ui/field'
import { useLanguage } from '@/words/language'
import { isUnusual } from './faults'
import { useDraftForm, useProblem } from './form'
import { Help } from './Help'
import { parameterNames, parameterWarning } from './modelWords'
import { NumberInput } from './NumberInput'

/** A number in a narrow column; what it means is a click away. */
export function NumberField({ parameter }: { parameter: Parameter }) {
  const language = useLanguage()
  const { control } = useDraftForm()
  const { field, fieldState } = useController({ control, name: `values.${parameter.name}` })
  const problem = useProblem(parameter, fieldState.isTouched)
  const names = parameterNames(parameter, language)
  return (
    <Field
      label={names.name}
      aside={<Help about={names.name}>{names.text}</Help>}
      error={problem}
      warning={!problem && isUnusual(parameter, field.value) && parameterWarning(parameter, language)}
    >
      {parts => <NumberInput {...parts} {...field} value={String(field.value ?? '')} parameter={parameter} />}
    </Field>
  )
}
