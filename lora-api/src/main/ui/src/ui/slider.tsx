import { Slider as Radix } from 'radix-ui'
import { cn } from './class-names'

type Props = {
  value: number
  onChange(value: number): void
  min: number
  max: number
  step: number
  label: string
  /** A value to mark, such as the usual one. */
  tick?: number
  disabled?: boolean
  className?: string
}

export function Slider({ value, onChange, min, max, step, label, tick, disabled, className }: Props) {
  return (
    <Radix.Root
      className={cn('relative flex h-9 touch-none items-center select-none pointer-coarse:h-11', className)}
      value={[value]}
      onValueChange={([next]) => next !== undefined && onChange(next)}
      min={min}
      max={max}
      step={step}
      disabled={disabled ?? false}
    >
      <Radix.Track data-slot="track" className="relative h-1.5 flex-1 rounded-full bg-line forced-colors:border">
        <Radix.Range className="absolute h-full rounded-full bg-accent forced-colors:bg-[Highlight]" />
        {tick !== undefined && (
          <span
            className="absolute top-1/2 h-3 w-px -translate-y-1/2 bg-line-strong"
            style={{ left: `${((tick - min) / (max - min)) * 100}%` }}
          />
        )}
      </Radix.Track>
      <Radix.Thumb
        aria-label={label}
        className="block size-5 rounded-full border-2 border-accent bg-raised shadow-card transition-transform hover:scale-110 data-disabled:opacity-50"
      />
    </Radix.Root>
  )
}
