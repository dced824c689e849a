import { AlertDialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { useWords } from '@/words/language'
import { Button } from './button'
import { useFocusBack } from './focus'
import { words } from './words'

type Props = {
  open: boolean
  onOpenChange(open: boolean): void
  heading: ReactNode
  text: ReactNode
  confirm: string
  onConfirm(): void
  danger?: boolean
  /** Where the focus goes if what had it is gone by then. */
  otherwise?: () => HTMLElement | null
}

/** Asks before something that matters, and gives the focus back to what asked. */
export function AlertDialog({ open, onOpenChange, heading, text, confirm, onConfirm, danger, otherwise }: Props) {
  const focus = useFocusBack({ otherwise })
  const t = useWords(words)
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-60 bg-shade duration-150 data-[state=closed]:animate-out data-[state=closed]:fade-out-0 data-[state=open]:animate-in data-[state=open]:fade-in-0" />
        <Radix.Content
          className="fixed top-1/2 left-1/2 z-60 w-[min(92vw,26rem)] -translate-1/2 rounded-xl border border-line bg-raised p-5 shadow-float outline-none data-[state=open]:animate-in data-[state=open]:fade-in-0 data-[state=open]:zoom-in-98"
          {...focus}
        >
          <Radix.Title className="text-base font-semibold">{heading}</Radix.Title>
          <Radix.Description asChild>
            <div className="mt-2 text-muted">{text}</div>
          </Radix.Description>
          <div className="mt-5 flex flex-wrap justify-end gap-2">
            <Radix.Cancel asChild>
              <Button>{t.cancel}</Button>
            </Radix.Cancel>
            <Radix.Action asChild onClick={onConfirm}>
              <Button look={danger ? 'danger' : 'primary'}>{confirm}</Button>
            </Radix.Action>
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
