import { Dices, Lock, LockOpen } from 'lucide-react'
import { useController } from 'react-hook-form'
import type { Parameter } from '@/api/generation'
import { Button } from '@/ui/button'
import { Field } from '@/ui/field'
import { Tooltip } from '@/ui/tooltip'
import { useLanguage, useWords } from '@/words/language'
import { useDraftForm, useProblem } from './form'
import { Help } from './Help'
import { parameterNames } from './modelWords'
import { NumberInput } from './NumberInput'
import { words } from './words'

const ANY = '-1'
/** Short enough to be read out and typed. */
const DRAWN_BELOW = 2 ** 32

/** Either a new one for each video, or one that is kept. */
export function SeedField({ parameter }: { parameter: Parameter }) {
  const t = useWords(words)
  const { control } = useDraftForm()
  const { field, fieldState } = useController({ control, name: `values.${parameter.name}` })
  const names = parameterNames(parameter, useLanguage())
  const kept = field.value !== ANY
  const draw = () => field.onChange(String(Math.floor(Math.random() * DRAWN_BELOW)))
  return (
    <Field label={names.name} aside={<Help about={names.name}>{names.text}</Help>} error={useProblem(parameter, fieldState.isTouched)}>
      {parts => (
        <div className="flex flex-wrap gap-1.5 [&>input]:flex-1 [&>input]:basis-36">
          <NumberInput
            {...parts}
            {...field}
            parameter={parameter}
            placeholder={t.seedRandom}
            value={kept ? String(field.value) : ''}
            onChange={event => field.onChange(event.target.value === '' ? ANY : event.target.value)}
          />
          <Tooltip text={t.drawSeed}>
            <Button size="icon" aria-label={t.drawSeed} onClick={draw}>
              <Dices />
            </Button>
          </Tooltip>
          <Tooltip text={t.keepSeed}>
            <Button
              size="icon"
              aria-label={t.keepSeed}
              aria-pressed={kept}
              className="aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent-ink"
              onClick={() => (kept ? field.onChange(ANY) : draw())}
            >
              {kept ? <Lock /> : <LockOpen />}
            </Button>
          </Tooltip>
        </div>
      )}
    </Field>
  )
}
