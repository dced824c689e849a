import { Check } from 'lucide-react'
import { DropdownMenu as Radix } from 'radix-ui'
import { useState, type ComponentProps, type ReactNode } from 'react'
import { cn } from './class-names'

export const Menu = Radix.Root
export const MenuTrigger = Radix.Trigger
export const MenuSeparator = () => <Radix.Separator className="my-1 h-px bg-line" />
export const MenuChoices = Radix.RadioGroup

const item =
  'relative flex min-h-8 cursor-default items-center gap-2 rounded-sm px-2.5 py-1 outline-none select-none data-disabled:opacity-50 data-highlighted:bg-sunken pointer-coarse:min-h-11 [&_svg]:size-4 [&_svg]:text-muted'

/** Part of the dialog or landmark that its trigger is in, so that nobody meets it outside of all of them. */
export function MenuContent({ className, ...rest }: ComponentProps<typeof Radix.Content>) {
  const [home, setHome] = useState<HTMLElement | null>(null)
  return (
    <>
      <span hidden ref={place => setHome(place?.closest<HTMLElement>('[role=dialog], header, main') ?? null)} />
      <Radix.Portal container={home}>
        <Radix.Content
          sideOffset={6}
          align="end"
          collisionPadding={8}
          className={cn('z-70 min-w-44 rounded-lg border border-line bg-raised p-1 shadow-float data-[state=open]:animate-in data-[state=open]:fade-in-0 data-[state=open]:zoom-in-98', className)}
          {...rest}
        />
      </Radix.Portal>
    </>
  )
}

export function MenuItem({ className, danger, ...rest }: ComponentProps<typeof Radix.Item> & { danger?: boolean }) {
  return <Radix.Item className={cn(item, danger && 'text-danger-ink [&_svg]:text-danger-ink', className)} {...rest} />
}

export function MenuChoice({ children, ...rest }: ComponentProps<typeof Radix.RadioItem>) {
  return (
    <Radix.RadioItem className={cn(item, 'pr-8')} {...rest}>
      {children}
      <Radix.ItemIndicator className="absolute right-2.5">
        <Check />
      </Radix.ItemIndicator>
    </Radix.RadioItem>
  )
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <Radix.Label className="px-2.5 py-1 text-xs text-muted">{children}</Radix.Label>
}
