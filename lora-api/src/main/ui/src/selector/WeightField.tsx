import { useState } from 'react'
import { cn } from '@/ui/class-names'
import { Input } from '@/ui/input'
import { Slider } from '@/ui/slider'

type Props = {
  value: number
  onChange(value: number): void
  /** What a double-click goes back to. */
  standard: number
  label: string
  hint?: string
  min?: number
  max?: number
  step?: number
  id?: string
  className?: string
}

export function WeightField({ value, onChange, standard, label, hint, min = 0, max = 2, step = 0.05, id, className }: Props) {
  return (
    <div className={cn('flex items-center gap-3', className)} title={hint} onDoubleClick={() => onChange(standard)}>
      <Slider className="flex-1" value={value} onChange={next => onChange(rounded(next))} min={min} max={max} step={step} tick={1} label={label} />
      <NumberField key={value} id={id} value={value} onChange={next => onChange(Math.min(max, Math.max(min, next)))} label={label} />
    </div>
  )
}

/** Takes what is typed once it is a number and one has left it. */
function NumberField({ id, value, onChange, label }: { id: string | undefined; value: number; onChange(value: number): void; label: string }) {
  const [text, setText] = useState(() => value.toFixed(2))
  const take = () => {
    const number = text.trim() === '' ? NaN : Number(text.replace(',', '.'))
    if (!Number.isFinite(number)) return setText(value.toFixed(2))
    setText(number.toFixed(2))
    if (number !== value) onChange(rounded(number))
  }
  return (
    <Input
      id={id}
      inputMode="decimal"
      aria-label={label}
      className="w-16 px-2 text-center tabular-nums"
      value={text}
      onChange={event => setText(event.target.value)}
      onDoubleClick={event => event.stopPropagation()}
      onBlur={take}
      onKeyDown={event => {
        if (event.key === 'Enter') take()
      }}
    />
  )
}

/** Slider steps add up to 0.30000000000000004. */
function rounded(value: number) {
  return Math.round(value * 1000) / 1000
}
