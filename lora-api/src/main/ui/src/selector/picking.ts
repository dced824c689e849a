import { useCallback, useRef, useState, type KeyboardEvent } from 'react'
import type { Lora } from '@/api/lora'
import { choicesOf } from './choices'
import type { LoRASelectorProps } from './LoRASelector'
import { partnerOf } from './partner'
import type { FirstQuery } from './Picker'
import { rememberQuery, takeQuery } from './remembered'

const NOTHING: FirstQuery = { text: '', typed: false }

/** Opening, choosing, clearing, and where the focus is afterwards. */
export function usePicking({ onChange, availableLoras, model, expert, onUploadClick, onPartner, together }: LoRASelectorProps) {
  const { opener, attach } = useOpener()
  const afterwards = useRef<(() => void) | undefined>(undefined)
  const [open, setOpen] = useState(false)
  const [first, setFirst] = useState(NOTHING)
  const [partner, setPartner] = useState<Lora>()

  const start = (typed: string) => {
    const text = takeQuery()
    const finds = choicesOf(availableLoras, text, model, expert).all.some(choice => !choice.misfit)
    setFirst(typed ? { text: typed, typed: true } : finds ? { text, typed: false } : NOTHING)
    setOpen(true)
  }
  const settlePartner = (use: boolean) => {
    if (use && partner) onPartner?.(partner)
    setPartner(undefined)
    opener.current?.focus()
  }
  return {
    opener: attach,
    open,
    setOpen,
    first,
    partner,
    settlePartner,
    start,
    /** What is typed before the list is there is looked for once it is. */
    startByKey: (event: KeyboardEvent) => openByKey(event, typed => (open ? setFirst(before => ({ text: before.text + typed, typed: true })) : start(typed))),
    pick: (lora: Lora, query: string) => {
      rememberQuery(query)
      onChange(lora.id)
      const half = partnerOf(lora, availableLoras)
      if (half && together) onPartner?.(half)
      setPartner(together ? undefined : half)
      setOpen(false)
    },
    clear: () => {
      onChange('')
      setPartner(undefined)
      // What opens the list next is another button.
      requestAnimationFrame(() => opener.current?.focus())
    },
    /** Whatever opens next gives the focus back to what this was opened by. */
    upload: onUploadClick && (() => {
      afterwards.current = onUploadClick
      setOpen(false)
    }),
    closed: () => {
      opener.current?.focus()
      afterwards.current?.()
      afterwards.current = undefined
    },
  }
}

/** What is chosen or cleared may be shown only later, by another button: it takes over the focus of the one it replaces. */
function useOpener() {
  const opener = useRef<HTMLButtonElement>(null)
  const hadFocus = useRef(false)
  const attach = useCallback((button: HTMLButtonElement) => {
    opener.current = button
    if (hadFocus.current) button.focus()
    return () => {
      hadFocus.current = document.activeElement === button
      opener.current = null
    }
  }, [])
  return { opener, attach }
}

/** The arrow opens it, and a letter opens it and is the beginning of the search. */
function openByKey(event: KeyboardEvent, open: (typed: string) => void) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.nativeEvent.isComposing) return
  const letter = event.key.length === 1 && event.key.trim() !== ''
  if (!letter && event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  event.preventDefault()
  open(letter ? event.key : '')
}
