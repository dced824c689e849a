import { CircleAlert } from 'lucide-react'
import { useId, useRef, useState, type KeyboardEvent } from 'react'
import type { Expert, Model, WeightRules } from '@/api/generation'
import type { Lora } from '@/api/lora'
import { expertOf } from '@/library/titles'
import { number } from '@/words/format'
import { useLanguage, useWords } from '@/words/language'
import { choicesOf, found } from './choices'
import { EmptySlot } from './EmptySlot'
import { partnerOf } from './partner'
import { PartnerOffer } from './PartnerOffer'
import { Picker, type FirstQuery } from './Picker'
import { PickerSurface } from './PickerSurface'
import { rememberQuery, takeQuery } from './remembered'
import { GoneCard, SelectedCard, WaitingCard, type CardProps } from './SelectedCard'
import { WeightField } from './WeightField'
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
}

export function LoRASelector(props: LoRASelectorProps) {
  const { value, onChange, label, description, availableLoras, onManageClick, onUploadClick, model, expert, error, loading, onPartner } = props
  const t = useWords(words)
  const id = useId()
  const opener = useRef<HTMLButtonElement>(null)
  const afterwards = useRef<(() => void) | undefined>(undefined)
  const [open, setOpen] = useState(false)
  const [first, setFirst] = useState<FirstQuery>({ text: '', typed: false })
  const [offered, setOffered] = useState<Lora>()
  const chosen = found(value, availableLoras)

  const openWith = (query: string) => {
    const remembered = takeQuery()
    const useful = choicesOf(availableLoras, remembered, model, expert).all.some(choice => !choice.misfit)
    setFirst(query === '' ? { text: useful ? remembered : '', typed: false } : { text: query, typed: true })
    setOpen(true)
  }
  const pick = (lora: Lora, query: string) => {
    rememberQuery(query)
    onChange(lora.id)
    setOffered(partnerOf(lora, availableLoras))
    setOpen(false)
  }
  const clear = () => {
    onChange('')
    setOffered(undefined)
    afterwards.current = undefined
    requestAnimationFrame(() => opener.current?.focus())
  }
  const card: CardProps = {
    label,
    opener,
    expanded: open,
    invalid: error !== undefined,
    describedBy: [description && `${id}-about`, error && `${id}-error`].filter(Boolean).join(' ') || undefined,
    onOpen: () => openWith(''),
    onOpenerKey: event => openByKey(event, openWith),
    onClear: clear,
    onManage: onManageClick,
  }
  return (
    <div role="group" aria-labelledby={`${id}-label`} className="grid grid-cols-1 gap-1.5">
      <p id={`${id}-label`} className="text-[0.8125rem] font-medium">
        {label}
      </p>
      <PickerSurface
        open={open}
        onOpenChange={setOpen}
        heading={t.choose(label)}
        anchor={
          <div>
            {chosen ? <SelectedCard {...card} lora={chosen} /> : value === '' ? <EmptySlot {...card} /> : loading ? <WaitingCard /> : <GoneCard {...card} />}
          </div>
        }
        onClosed={() => {
          opener.current?.focus()
          afterwards.current?.()
          afterwards.current = undefined
        }}
      >
        <Picker
          label={label}
          loras={availableLoras}
          selected={chosen}
          model={model}
          expert={expert}
          first={first}
          onPick={pick}
          onUpload={
            onUploadClick &&
            (() => {
              afterwards.current = onUploadClick
              setOpen(false)
            })
          }
        />
      </PickerSurface>
      {chosen && <Weight {...props} lora={chosen} />}
      {offered && onPartner && chosen && offered.id !== chosen.id && (
        <PartnerOffer
          partner={offered}
          side={otherSide(chosen, expert)}
          onUse={() => {
            onPartner(offered)
            setOffered(undefined)
            opener.current?.focus()
          }}
          onDismiss={() => {
            setOffered(undefined)
            opener.current?.focus()
          }}
        />
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

function Weight({ label, lora, weight, onWeightChange, weightRules }: LoRASelectorProps & { lora: Lora }) {
  const t = useWords(words)
  const language = useLanguage()
  if (!onWeightChange) return null
  const value = weight ?? lora.defaultWeight
  return (
    <>
      <div className="flex items-center gap-3">
        <span aria-hidden className="text-[0.8125rem] text-muted">
          {t.weight}
        </span>
        <WeightField
          className="flex-1"
          value={value}
          onChange={onWeightChange}
          standard={lora.defaultWeight}
          label={t.weightOf(label)}
          hint={t.resetWeight}
          {...(weightRules && { min: weightRules.min, max: weightRules.max, step: weightRules.step })}
        />
      </div>
      {weightRules && value > weightRules.strong && <p className="text-[0.8125rem] text-warn-ink">{t.strong(number(weightRules.strong, language, 2))}</p>}
    </>
  )
}

function otherSide(lora: Lora, slot: Expert | undefined): 'high' | 'low' {
  const side = slot === 'high' || slot === 'low' ? slot : expertOf(lora)
  return side === 'low' ? 'high' : 'low'
}

/** The arrow opens it, and a letter opens it and is the beginning of the search. */
function openByKey(event: KeyboardEvent, open: (query: string) => void) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.nativeEvent.isComposing) return
  const letter = event.key.length === 1 && event.key.trim() !== ''
  if (!letter && event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  event.preventDefault()
  open(letter ? event.key : '')
}
