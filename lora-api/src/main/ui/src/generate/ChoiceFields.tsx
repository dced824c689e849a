import { useController } from 'react-hook-form'
import type { Parameter } from '@/api/generation'
import { Field } from '@/ui/field'
import { Select } from '@/ui/select'
import { useLanguage } from '@/words/language'
import { useDraftForm, useProblem } from './form'
import { Help } from './Help'
import { parameterNames } from './modelWords'

export function ChoiceField({ parameter }: { parameter: Parameter }) {
  const { control } = useDraftForm()
  const { field, fieldState } = useController({ control, name: `values.${parameter.name}` })
  const names = parameterNames(parameter, useLanguage())
  return (
    <Field label={names.name} aside={<Help about={names.name}>{names.text}</Help>} error={useProblem(parameter, fieldState.isTouched)}>
      {parts => (
        <Select {...parts} {...field} value={String(field.value)}>
          {parameter.options?.map(option => (
            <option key={option} value={option}>
              {option}
            </option>
          ))}
        </Select>
      )}
    </Field>
  )
}

export function SwitchField({ parameter }: { parameter: Parameter }) {
  const { control } = useDraftForm()
  const { field } = useController({ control, name: `values.${parameter.name}` })
  const names = parameterNames(parameter, useLanguage())
  return (
    <label className="flex min-h-9 items-start gap-2.5 py-1.5 pointer-coarse:min-h-11">
      <input
        type="checkbox"
        className="mt-0.5 size-4 accent-accent"
        {...field}
        value="on"
        checked={field.value === true}
        onChange={event => field.onChange(event.target.checked)}
      />
      <span>
        <span className="block text-[0.8125rem] font-medium">{names.name}</span>
        <span className="block text-xs text-muted">{names.text}</span>
      </span>
    </label>
  )
}
