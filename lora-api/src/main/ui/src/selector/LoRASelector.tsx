import { CircleAlert } from 'lucide-react'
import { useId, useRef, useState } from 'react'
import type { Expert, Model, WeightRules } from '@/api/generation'
import type { Lora } from '@/api/lora'
import { expertOf } from '@/library/titles'
import { onDemand } from '@/ui/onDemand'
import { useWords } from '@/words/language'
import { found } from './choices'
import { EmptySlot } from './EmptySlot'
import { PartnerOffer } from './PartnerOffer'
import { usePicking } from './picking'
import { GoneCard, SelectedCard, WaitingCard, type CardProps } from './SelectedCard'
import { SlotWeight } from './SlotWeight'
import { words } from './words'

export type LoRASelectorProps = {
  /** The id or the s3Path of a LoRA; empty for none. */
  value: string
  /** Gets the id, or nothing at all. */
  onChange: (value: string) => void
  label: string
  description?: string | undefined
  availableLoras: ReadonlyArray<Lora>
  onManageClick: () => void
  onUploadClick?: (() => void) | undefined
  /** What the LoRA is for: those that do not fit are shown with the reason. */
  model?: Model | undefined
  expert?: Expert | undefined
  weight?: number | undefined
  onWeightChange?: ((weight: number) => void) | undefined
  weightRules?: WeightRules | undefined
  error?: string | undefined
  loading?: boolean | undefined
  /** Takes the other half of a pair when it is wanted. Leave it out while the other slot is taken. */
  onPartner?: ((partner: Lora) => void) | undefined
  /** Gives the other half without asking; otherwise it is only offered. */
  together?: boolean | undefined
}

const Choosing = onDemand(async () => (await import('./Choosing')).Choosing)

/** One slot for a LoRA: what is in it, and the list to choose from. */
export function LoRASelector(props: LoRASelectorProps) {
  const { value, label, description, availableLoras, model, expert, weight, onWeightChange, error, onPartner } = props
  const t = useWords(words)
  const id = useId()
  const picking = usePicking(props)
  const place = useRef<HTMLDivElement>(null)
  const [opened, setOpened] = useState(false)
  if (picking.open && !opened) setOpened(true)
  const chosen = found(value, availableLoras)
  const partner = onPartner && chosen && picking.partner?.id !== chosen.id ? picking.partner : undefined
  const card: CardProps = {
    label,
    opener: picking.opener,
    expanded: picking.open,
    invalid: error !== undefined,
    describedBy: [description && `${id}-about`, error && `${id}-error`].filter(Boolean).join(' ') || undefined,
    onOpen: () => picking.start(''),
    onOpenerKey: picking.startByKey,
    onClear: picking.clear,
    onManage: props.onManageClick,
  }
  return (
    <div role="group" aria-labelledby={`${id}-label`} className="grid grid-cols-1 gap-1.5">
      <p id={`${id}-label`} className="text-[0.8125rem] font-medium">
        {label}
      </p>
      <div ref={place}>{slotOf(props, chosen, card)}</div>
      {opened && (
        <Choosing
          open={picking.open}
          onOpenChange={picking.setOpen}
          heading={t.choose(label)}
          anchor={place}
          onClosed={picking.closed}
          label={label}
          loras={availableLoras}
          selected={chosen}
          model={model}
          expert={expert}
          first={picking.first}
          onPick={picking.pick}
          onUpload={picking.upload}
        />
      )}
      {chosen && onWeightChange && <SlotWeight label={label} lora={chosen} weight={weight} onChange={onWeightChange} rules={props.weightRules} />}
      {partner && chosen && (
        <PartnerOffer partner={partner} side={otherSide(chosen, expert)} onUse={() => picking.settlePartner(true)} onDismiss={() => picking.settlePartner(false)} />
      )}
      {error && (
        <p id={`${id}-error`} className="flex gap-1.5 text-[0.8125rem] text-danger-ink">
          <CircleAlert className="mt-0.5 size-3.5 shrink-0" aria-hidden />
          <span>{error}</span>
        </p>
      )}
      {description && (
        <p id={`${id}-about`} className="text-xs text-muted">
          {description}
        </p>
      )}
    </div>
  )
}

function slotOf({ value, loading }: LoRASelectorProps, chosen: Lora | undefined, card: CardProps) {
  if (chosen) return <SelectedCard {...card} lora={chosen} />
  if (value === '') return <EmptySlot {...card} />
  return loading ? <WaitingCard {...card} /> : <GoneCard {...card} />
}

function otherSide(lora: Lora, slot: Expert | undefined): 'high' | 'low' {
  const side = slot === 'high' || slot === 'low' ? slot : expertOf(lora)
  return side === 'low' ? 'high' : 'low'
}
