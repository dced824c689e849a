import { ArrowLeftRight } from 'lucide-react'
import { useController } from 'react-hook-form'
import type { Parameter } from '@/api/generation'
import { Button } from '@/ui/button'
import { cn } from '@/ui/class-names'
import { Field } from '@/ui/field'
import { Tooltip } from '@/ui/tooltip'
import { useLanguage, useWords } from '@/words/language'
import { useDraftForm, useWholeForm, useProblem } from './form'
import { parameterNames } from './modelWords'
import { NumberInput } from './NumberInput'
import { sizesOf, type Size } from './sizes'
import { words } from './words'

export function SizeField({ width, height }: { width: Parameter; height: Parameter }) {
  const t = useWords(words)
  const { model, draft } = useWholeForm()
  const { setValue } = useDraftForm()
  const choose = (size: { width: string | number; height: string | number }) => {
    setValue('values.width', String(size.width), { shouldDirty: true, shouldTouch: true })
    setValue('values.height', String(size.height), { shouldDirty: true, shouldTouch: true })
  }
  const here = { width: String(draft.values.width), height: String(draft.values.height) }
  return (
    <fieldset className="grid grid-cols-1 gap-2.5">
      <legend className="mb-1.5 text-[0.8125rem] font-medium">{t.size}</legend>
      <div className="grid grid-cols-[repeat(auto-fill,minmax(min(8.5rem,100%),1fr))] gap-1.5">
        {sizesOf(model).map(size => (
          <SizeChip
            key={`${size.width}×${size.height}`}
            size={size}
            chosen={here.width === String(size.width) && here.height === String(size.height)}
            onChoose={() => choose(size)}
          />
        ))}
      </div>
      <div className="grid grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)] items-start gap-2">
        <Side parameter={width} />
        <Tooltip text={t.swapSides}>
          <Button
            look="quiet"
            size="icon"
            className="mt-[1.625rem]"
            aria-label={t.swapSides}
            onClick={() => choose({ width: here.height, height: here.width })}
          >
            <ArrowLeftRight />
          </Button>
        </Tooltip>
        <Side parameter={height} />
      </div>
    </fieldset>
  )
}

function Side({ parameter }: { parameter: Parameter }) {
  const { control } = useDraftForm()
  const { field, fieldState } = useController({ control, name: `values.${parameter.name}` })
  return (
    <Field label={parameterNames(parameter, useLanguage()).name} error={useProblem(parameter, fieldState.isTouched)}>
      {parts => <NumberInput {...parts} {...field} value={String(field.value ?? '')} parameter={parameter} />}
    </Field>
  )
}

const LONG_SIDE = 14

/** With the shape of the picture, which says more than its numbers. */
function SizeChip({ size, chosen, onChoose }: { size: Size; chosen: boolean; onChoose(): void }) {
  const scale = LONG_SIDE / Math.max(size.width, size.height)
  return (
    <button
      type="button"
      aria-pressed={chosen}
      onClick={onChoose}
      className={cn(
        'flex h-8 items-center gap-2 rounded-md border px-2.5 text-xs tabular-nums transition-colors duration-150 pointer-coarse:h-11',
        chosen ? 'border-accent bg-accent-soft font-medium text-accent-ink' : 'border-line bg-surface text-muted hover:border-line-strong hover:text-ink',
      )}
    >
      <span
        aria-hidden
        className="rounded-[2px] border-[1.5px] border-current"
        style={{ width: size.width * scale, height: size.height * scale }}
      />
      {size.width}×{size.height}
    </button>
  )
}
