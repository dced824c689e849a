import type { ComponentProps } from 'react'
import type { Parameter } from '@/api/generation'
import { cn } from '@/ui/class-names'
import { Input } from '@/ui/input'

/** The arrow keys go from one allowed value to the next. */
export function NumberInput({ parameter, className, ...rest }: ComponentProps<'input'> & { parameter: Parameter }) {
  return (
    <Input
      type="number"
      inputMode={parameter.type === 'number' ? 'decimal' : 'numeric'}
      min={parameter.min}
      max={parameter.max}
      step={parameter.step}
      autoComplete="off"
      className={cn('tabular-nums [appearance:textfield] [&::-webkit-inner-spin-button]:hidden', className)}
      {...rest}
    />
  )
}
