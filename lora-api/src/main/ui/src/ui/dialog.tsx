import { X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import type { ComponentProps, ReactNode } from 'react'
import { useWords } from '@/words/language'
import { Button } from './button'
import { cn } from './class-names'
import { useFocusBack } from './focus'
import { words } from './words'

export const Dialog = Radix.Root
export const DialogTrigger = Radix.Trigger
export const DialogClose = Radix.Close
export const DialogTitle = Radix.Title
export const DialogDescription = Radix.Description

type Props = ComponentProps<typeof Radix.Content> & { heading: ReactNode; actions?: ReactNode }

/** Fills a phone; floats on anything larger. Gives the focus back to what had it before. */
export function DialogContent({ heading, actions, className, children, onOpenAutoFocus, onCloseAutoFocus, ...rest }: Props) {
  const t = useWords(words)
  const focus = useFocusBack({ onOpenAutoFocus, onCloseAutoFocus })
  return (
    <Radix.Portal>
      <Shade />
      <Radix.Content
        className={cn(
          'fixed inset-0 z-50 flex flex-col bg-surface outline-none sm:inset-auto sm:top-1/2 sm:left-1/2 sm:max-h-[min(92dvh,60rem)] sm:w-[min(94vw,40rem)] sm:-translate-1/2 sm:rounded-xl sm:border sm:border-line sm:shadow-float',
          'duration-200 data-[state=closed]:animate-out data-[state=closed]:fade-out-0 data-[state=open]:animate-in data-[state=open]:fade-in-0 sm:data-[state=open]:zoom-in-98',
          className,
        )}
        onInteractOutside={keepForToasts}
        {...focus}
        {...rest}
      >
        <header className="flex items-center gap-2 border-b border-line py-2 pr-2 pl-4 sm:py-3 sm:pr-3 sm:pl-5">
          <Radix.Title className="flex-1 text-base font-semibold">{heading}</Radix.Title>
          {actions}
          <Radix.Close asChild>
            <Button look="quiet" size="icon" aria-label={t.close}>
              <X />
            </Button>
          </Radix.Close>
        </header>
        {children}
      </Radix.Content>
    </Radix.Portal>
  )
}

/** Not blurred: whatever moved behind it would be blurred anew for each frame. */
export function Shade() {
  return (
    <Radix.Overlay className="fixed inset-0 z-50 bg-shade duration-200 data-[state=closed]:animate-out data-[state=closed]:fade-out-0 data-[state=open]:animate-in data-[state=open]:fade-in-0" />
  )
}

/** The dialog itself gets the focus, and not its first button. */
export function focusWhole(event: Event) {
  event.preventDefault()
  if (event.target instanceof HTMLElement) event.target.focus()
}

/** A click on a toast is no click beside the dialog. */
export function keepForToasts(event: { target: EventTarget | null; preventDefault(): void }) {
  if (event.target instanceof Element && event.target.closest('[data-sonner-toaster]')) event.preventDefault()
}
