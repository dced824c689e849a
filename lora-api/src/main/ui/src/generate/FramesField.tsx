import { useController } from 'react-hook-form'
import type { Parameter } from '@/api/generation'
import { Field } from '@/ui/field'
import { Slider } from '@/ui/slider'
import { number } from '@/words/format'
import { useLanguage, useWords } from '@/words/language'
import { isUnusual } from './faults'
import { useDraftForm, useWholeForm, useProblem } from './form'
import { Help } from './Help'
import { rateOf } from './models'
import { parameterNames, parameterWarning } from './modelWords'
import { NumberInput } from './NumberInput'
import { numberOf } from './order'
import { words } from './words'

/** How long the video gets, by pulling or by typing. */
export function FramesField({ parameter }: { parameter: Parameter }) {
  const t = useWords(words)
  const language = useLanguage()
  const { model, draft } = useWholeForm()
  const { control } = useDraftForm()
  const { field, fieldState } = useController({ control, name: `values.${parameter.name}` })
  const problem = useProblem(parameter, fieldState.isTouched)
  const names = parameterNames(parameter, language)
  const frames = numberOf(field.value)
  const rate = rateOf(model, draft.values)
  const { min = 1, max = 100, step = 1 } = parameter
  return (
    <Field
      label={names.name}
      error={problem}
      warning={!problem && isUnusual(parameter, field.value) && parameterWarning(parameter, language)}
      aside={
        <span className="flex items-center gap-2 text-xs text-muted tabular-nums">
          {frames !== undefined && rate !== undefined && rate > 0 && t.seconds(number(frames / rate, language, 1))}
          <Help about={names.name}>{names.text}</Help>
        </span>
      }
    >
      {parts => (
        <div className="grid grid-cols-[minmax(0,1fr)_4.75rem] items-center gap-4">
          <Slider
            label={names.name}
            value={Math.min(max, Math.max(min, frames ?? min))}
            onChange={value => field.onChange(String(value))}
            min={min}
            max={max}
            step={step}
            tick={parameter.warnAbove ?? Number(parameter.default ?? min)}
          />
          <NumberInput {...parts} {...field} value={String(field.value ?? '')} parameter={parameter} />
        </div>
      )}
    </Field>
  )
}
