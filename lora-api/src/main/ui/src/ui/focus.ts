import { useRef } from 'react'

/** For dialogs that are opened by no trigger of their own: gives the focus back to what had it. */
export function useFocusBack(otherwise?: () => HTMLElement | null) {
  const opener = useRef<Element | null>(null)
  return {
    onOpenAutoFocus() {
      opener.current = document.activeElement
    },
    onCloseAutoFocus(event: Event) {
      event.preventDefault()
      const back = opener.current?.isConnected ? opener.current : otherwise?.()
      if (back instanceof HTMLElement) back.focus()
    },
  }
}
