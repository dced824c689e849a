import { useEffect, useEffectEvent, useRef, type RefObject } from 'react'
import type { Lora } from '@/api/lora'

/** What opens a LoRA in the grid. */
export function cardOf(id: string | undefined): HTMLElement | undefined {
  return [...document.querySelectorAll<HTMLElement>('[data-lora]')].find(one => one.dataset.lora === id)
}

/** Who deletes one of many goes on with the one that takes its place, and with the search once there is none. */
export function useFocusAfter(loras: ReadonlyArray<Lora>, search: RefObject<HTMLInputElement | null>) {
  const leaving = useRef<{ id: string; index: number } | undefined>(undefined)
  const heir = () => {
    const from = leaving.current
    if (!from) return search.current
    const stays = loras.some(lora => lora.id === from.id)
    return cardOf(stays ? from.id : loras[Math.min(from.index, loras.length - 1)]?.id) ?? search.current
  }
  const settle = useEffectEvent(() => {
    if (!leaving.current || loras.some(lora => lora.id === leaving.current?.id)) return
    const lost = document.activeElement === document.body || document.activeElement?.getAttribute('role') === 'dialog'
    if (lost) heir()?.focus()
  })
  useEffect(() => settle(), [loras])
  return {
    /** Remember where it was. */
    watch: (lora: Lora) => {
      leaving.current = { id: lora.id, index: loras.findIndex(one => one.id === lora.id) }
    },
    heir,
  }
}
