import { Tooltip as Radix } from 'radix-ui'
import type { ReactNode } from 'react'

export const TooltipProvider = Radix.Provider

export function Tooltip({ text, children }: { text: ReactNode; children: ReactNode }) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content sideOffset={6} className="z-70 max-w-xs rounded-md bg-ink px-2.5 py-1.5 text-xs text-canvas shadow-float data-[state=delayed-open]:animate-in data-[state=delayed-open]:fade-in-0">
          {text}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
