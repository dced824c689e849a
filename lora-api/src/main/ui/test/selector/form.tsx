import { useRef, useState } from 'react'
import { useReadyLoras } from '@/library/loras'
import { LoRASelector, type LoRASelectorProps } from '@/selector/LoRASelector'
import { wan } from './models'

// Lists draw what is in sight, and nothing has a height here.
Object.defineProperty(HTMLElement.prototype, 'clientHeight', { configurable: true, get: () => 1_000_000 })
Object.defineProperty(HTMLElement.prototype, 'offsetHeight', { configurable: true, get: () => 56 })

/** A form with nothing but the two slots of WAN 2.2. */
export function Form({ onState, ...more }: { onState?(state: { high: string; low: string }): void } & Partial<LoRASelectorProps>) {
  const { loras, loading } = useReadyLoras()
  const [state, setState] = useState({ high: '', low: '' })
  const latest = useRef(state)
  const set = (change: Partial<typeof state>) => {
    latest.current = { ...latest.current, ...change }
    setState(latest.current)
    onState?.(latest.current)
  }
  const shared = { availableLoras: loras, loading, model: wan, onManageClick: () => {}, ...more }
  return (
    <>
      <LoRASelector {...shared} label="High LoRA" expert="high" value={state.high} onChange={high => set({ high })} onPartner={state.low ? undefined : low => set({ low: low.id })} />
      <LoRASelector {...shared} label="Low LoRA" expert="low" value={state.low} onChange={low => set({ low })} />
    </>
  )
}
