import { ToggleGroup } from 'radix-ui'
import type { ReactNode } from 'react'
import { cn } from './class-names'

type Props<T extends string> = {
  value: T
  onChange(value: T): void
  label: string
  choices: ReadonlyArray<{ value: T; text: ReactNode; name?: string }>
  className?: string
}

/** One of a few. */
export function Segments<T extends string>({ value, onChange, label, choices, className }: Props<T>) {
  return (
    <ToggleGroup.Root
      type="single"
      value={value}
      onValueChange={next => next && onChange(next as T)}
      aria-label={label}
      className={cn('flex rounded-md bg-sunken p-0.5', className)}
    >
      {choices.map(choice => (
        <ToggleGroup.Item
          key={choice.value}
          value={choice.value}
          aria-label={choice.name}
          className="flex h-8 flex-1 items-center justify-center gap-1.5 rounded-sm px-3 text-[0.8125rem] max-[22.5rem]:px-2 font-medium whitespace-nowrap text-muted transition-colors hover:text-ink data-[state=on]:bg-raised data-[state=on]:text-ink data-[state=on]:shadow-card pointer-coarse:h-11 [&_svg]:size-4"
        >
          {choice.text}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  )
}
