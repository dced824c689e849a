import type { Lora } from '@/api/lora'
import { LoRASelector } from '@/selector/LoRASelector'
import { useTogether } from '@/selector/together'
import { toast } from '@/ui/toasts'
import { useLanguage, useWords } from '@/words/language'
import { useSaid } from '@/words/said'
import { verdictOf } from './answers'
import { useDraftForm, useFault, useProblem, useWholeForm } from './form'
import { placeId } from './LoraFields'
import { parameterNames } from './modelWords'
import { slotsOf, type Slot } from './models'
import { words } from './words'

type Props = { slot: Slot; loras: ReadonlyArray<Lora>; loading: boolean; onManage(): void; onUpload(): void }

/** A slot of the model, with what the service says about the LoRA in it. */
export function SlotField({ slot, loras, loading, onManage, onUpload }: Props) {
  const t = useWords(words)
  const say = useSaid()
  const names = parameterNames(slot, useLanguage())
  const { model, draft, check } = useWholeForm()
  const { setValue, getValues } = useDraftForm()
  const id = String(draft.values[slot.name] ?? '')
  const verdict = verdictOf(check, slot.name, id)
  const problem = useProblem(slot, true)
  const tooMany = useFault('/loras', id !== '')
  const weight = draft.weights[slot.name]
  const together = useTogether()
  const error = verdict?.reasons.map(say).join(' ') || problem || tooMany || undefined

  const choose = (place: string, lora: string, weight: number | undefined) => {
    setValue(`values.${place}`, lora, { shouldDirty: true })
    const { [place]: _, ...rest } = getValues('weights')
    setValue('weights', lora && weight !== undefined ? { ...rest, [place]: weight } : rest)
  }
  const other = slotsOf(model).find(other => other.name !== slot.name && !draft.values[other.name])
  /** Takes the other half into the slot for it. */
  const pair = (partner: Lora) => {
    if (!other) return
    choose(other.name, partner.id, partner.defaultWeight)
    toast(t.partnerTaken(partner.name), { action: { label: t.undo, onClick: () => choose(other.name, '', undefined) } })
  }
  return (
    <div id={placeId({ slot: slot.name })}>
      <LoRASelector
        value={id}
        onChange={next => choose(slot.name, next, loras.find(lora => lora.id === next)?.defaultWeight)}
        label={names.name}
        description={slot.expert === 'high' ? t.highHelp : slot.expert === 'low' ? t.lowHelp : names.text}
        availableLoras={loras}
        onManageClick={onManage}
        onUploadClick={onUpload}
        model={model}
        expert={slot.expert}
        weight={weight}
        onWeightChange={next => setValue(`weights.${slot.name}`, next, { shouldDirty: true })}
        weightRules={model.loras.weight}
        error={error}
        loading={loading}
        onPartner={other && pair}
        together={together}
      />
    </div>
  )
}
