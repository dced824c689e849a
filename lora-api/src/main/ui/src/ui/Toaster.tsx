import { useEffect } from 'react'
import { Toaster as Sonner, toast } from 'sonner'
import { ready } from './toasts'

/** Modal dialogs pull the focus back from everything beside them; Alt+T is to reach the toasts all the same. */
function letFocus(event: FocusEvent) {
  const to = event.type === 'focusin' ? event.target : event.relatedTarget
  if (to instanceof Element && to.closest('[data-sonner-toaster]')) event.stopPropagation()
}

export function Toaster() {
  useEffect(() => {
    document.body.addEventListener('focusin', letFocus)
    document.body.addEventListener('focusout', letFocus)
    return () => {
      document.body.removeEventListener('focusin', letFocus)
      document.body.removeEventListener('focusout', letFocus)
    }
  }, [])
  // By now the one below listens.
  useEffect(() => ready(toast), [])
  return (
    <Sonner
      position="bottom-center"
      // What is at the bottom of the page, or of a dialog, is what one does next.
      offset={{ bottom: '5.5rem' }}
      mobileOffset={{ bottom: '5.5rem' }}
      style={{ fontFamily: 'inherit' }}
      gap={8}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast: 'flex w-[min(92vw,24rem)] items-center gap-3 rounded-lg border border-line bg-raised px-4 py-3 text-[0.8125rem] text-ink shadow-float',
          content: 'min-w-0 flex-1',
          title: 'font-medium',
          description: 'text-muted',
          actionButton: 'shrink-0 rounded-md px-2.5 h-8 pointer-coarse:h-11 font-medium text-accent-ink hover:bg-accent-soft',
          closeButton: 'order-last shrink-0 grid size-8 pointer-coarse:size-11 place-items-center rounded-md text-muted hover:bg-sunken',
          error: 'border-danger',
        },
      }}
    />
  )
}
