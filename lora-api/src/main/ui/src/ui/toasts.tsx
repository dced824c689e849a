import { useEffect, useState, type ReactNode } from 'react'
import type { ExternalToast, toast as sonner } from 'sonner'
import { onceSomebodyIsHere } from './attention'
import { onDemand } from './onDemand'

type Tell = (text: ReactNode, more?: ExternalToast) => void

/** What shows them, while it is there. */
let shown: typeof sonner | undefined
let want = () => {}
const waiting: Array<(by: typeof sonner) => void> = []

/** A short message at the bottom of the page. What is told before messages can be shown is shown then. */
export const toast: Tell & Readonly<Record<'success' | 'warning' | 'error', Tell>> = Object.assign(
  telling(by => by),
  { success: telling(by => by.success), warning: telling(by => by.warning), error: telling(by => by.error) },
)

const Toaster = onDemand(async () => (await import('./Toaster')).Toaster)

export function Toasts() {
  const [wanted, setWanted] = useState(waiting.length > 0)
  useEffect(() => {
    want = () => setWanted(true)
    onceSomebodyIsHere(want)
    return () => {
      want = () => {}
    }
  }, [])
  // Modal dialogs hide what is beside them, but for what is live when they open.
  return <div aria-live="off">{wanted && <Toaster />}</div>
}

/** Called by what shows them; gives what to do when it no longer does. */
export function ready(by: typeof sonner) {
  shown = by
  for (const tell of waiting.splice(0)) tell(by)
  return () => {
    shown = undefined
  }
}

function telling(way: (by: typeof sonner) => (text: ReactNode, more?: ExternalToast) => unknown): Tell {
  return (text, more) => {
    const tell = (by: typeof sonner) => void way(by)(text, more)
    if (shown) return tell(shown)
    waiting.push(tell)
    want()
  }
}
