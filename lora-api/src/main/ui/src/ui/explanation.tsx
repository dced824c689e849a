import { Popover } from 'radix-ui'
import type { ReactNode, RefObject } from 'react'

type Props = {
  open: boolean
  onOpenChange(open: boolean): void
  label: string
  /** The button that it hangs under, which opens and closes it and has the focus afterwards. */
  opener: RefObject<HTMLButtonElement | null>
  children: ReactNode
}

/** A few sentences for whoever asked for them. */
export function Explanation({ open, onOpenChange, label, opener, children }: Props) {
  return (
    <Popover.Root open={open} onOpenChange={onOpenChange}>
      <Popover.Anchor virtualRef={opener as RefObject<HTMLButtonElement>} />
      <Popover.Portal>
        <Popover.Content
          aria-label={label}
          sideOffset={6}
          collisionPadding={12}
          onInteractOutside={event => {
            // Its click closes it by itself.
            if (event.target instanceof Node && opener.current?.contains(event.target)) event.preventDefault()
          }}
          onCloseAutoFocus={event => {
            event.preventDefault()
            if (document.activeElement === document.body) opener.current?.focus()
          }}
          className="z-70 w-[min(20rem,calc(100vw-1.5rem))] rounded-lg border border-line bg-raised p-3.5 text-[0.8125rem] leading-relaxed shadow-float outline-none data-[state=open]:animate-in data-[state=open]:fade-in-0"
        >
          {children}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}
