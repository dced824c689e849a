import { X } from 'lucide-react'
import { Dialog, Popover } from 'radix-ui'
import { useLayoutEffect, type ReactNode, type RefObject } from 'react'
import { Button } from '@/ui/button'
import { Shade } from '@/ui/dialog'
import { useWords } from '@/words/language'
import { words as common } from '@/ui/words'
import { useNarrow } from './narrow'

export type SurfaceProps = {
  open: boolean
  onOpenChange(open: boolean): void
  heading: string
  /** Where it belongs: the list hangs under it, and is as wide. */
  anchor: RefObject<HTMLElement | null>
  /** Called when it is gone; puts the focus back. */
  onClosed(): void
  children: ReactNode
}

/** Hangs under the slot on a desk and comes up from the bottom of a phone. */
export function PickerSurface(props: SurfaceProps) {
  return useNarrow() ? <Sheet {...props} /> : <Hanging {...props} />
}

/** The list's own height, and what lies over the bottom of the page. */
const ROOM = 26 * 16 + 100

function Hanging({ open, onOpenChange, heading, anchor, onClosed, children }: SurfaceProps) {
  useLayoutEffect(() => {
    const below = innerHeight - (anchor.current?.getBoundingClientRect().bottom ?? 0)
    if (open && below < ROOM) scrollBy({ top: ROOM - below })
  }, [open, anchor])
  return (
    <Popover.Root open={open} onOpenChange={onOpenChange}>
      <Popover.Anchor virtualRef={anchor as RefObject<HTMLElement>} />
      <Popover.Portal>
        <Popover.Content
          aria-label={heading}
          align="start"
          sideOffset={6}
          collisionPadding={12}
          className="z-60 flex max-h-[min(26rem,var(--radix-popover-content-available-height,26rem))] w-[max(var(--radix-popover-trigger-width),22rem)] max-w-[calc(100vw-1.5rem)] flex-col overflow-clip rounded-lg border border-line bg-raised shadow-float outline-none data-[state=open]:animate-in data-[state=open]:fade-in-0 data-[state=open]:slide-in-from-top-1"
          onCloseAutoFocus={event => {
            event.preventDefault()
            onClosed()
          }}
        >
          {children}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}

function Sheet({ open, onOpenChange, heading, onClosed, children }: SurfaceProps) {
  const t = useWords(common)
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Shade />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed inset-x-0 bottom-0 z-60 flex h-[85dvh] flex-col rounded-t-xl border-t border-line bg-raised pb-[env(safe-area-inset-bottom)] shadow-float outline-none duration-200 data-[state=closed]:animate-out data-[state=closed]:slide-out-to-bottom data-[state=open]:animate-in data-[state=open]:slide-in-from-bottom"
          onCloseAutoFocus={event => {
            event.preventDefault()
            onClosed()
          }}
        >
          <header className="flex items-center gap-2 pt-2 pr-2 pl-4">
            <Dialog.Title className="min-w-0 flex-1 truncate font-semibold">{heading}</Dialog.Title>
            <Dialog.Close asChild>
              <Button look="quiet" size="icon" aria-label={t.close}>
                <X />
              </Button>
            </Dialog.Close>
          </header>
          {children}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
