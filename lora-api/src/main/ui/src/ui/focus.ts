import { useRef } from 'react'

type Given = {
  onOpenAutoFocus?: ((event: Event) => void) | undefined
  onCloseAutoFocus?: ((event: Event) => void) | undefined
  /** Where the focus goes if what had it is gone by then. */
  otherwise?: (() => HTMLElement | null) | undefined
}

/** For dialogs that are opened by no trigger of their own: gives the focus back to what had it. */
export function useFocusBack({ onOpenAutoFocus, onCloseAutoFocus, otherwise }: Given = {}) {
  const opener = useRef<Element | null>(null)
  return {
    onOpenAutoFocus(event: Event) {
      opener.current = document.activeElement
      onOpenAutoFocus?.(event)
    },
    onCloseAutoFocus(event: Event) {
      onCloseAutoFocus?.(event)
      if (event.defaultPrevented) return
      event.preventDefault()
      const back = opener.current?.isConnected && opener.current !== document.body ? opener.current : otherwise?.()
      if (back instanceof HTMLElement) back.focus()
    },
  }
}
