import { memo, useRef, useState } from 'react'
import { useClient } from '@/access/SignIn'
import { mayWrite } from '@/access/session'
import type { Lora } from '@/api/lora'
import { CompareWeights } from '@/compare/CompareWeights'
import { LoRADialog } from '@/library/LoRADialog'
import { useReadyLoras } from '@/library/loras'
import { Button } from '@/ui/button'
import { Notice } from '@/ui/notice'
import { useLanguage, useWords } from '@/words/language'
import { sentenceOf } from '@/words/refusals'
import { useDraftForm, useWholeForm } from './form'
import { Help } from './Help'
import { LoraFailureChoice } from './LoraFailureChoice'
import { slotsOf } from './models'
import { MoreLoras } from './MoreLoras'
import { PairSwitch } from './PairSwitch'
import { SlotField } from './SlotField'
import { chosenLoras } from './draft'
import { words } from './words'

/** A place that a LoRA can be put into: a slot by its name, or a row of the further ones. */
export type Place = { readonly slot: string } | { readonly row: number }

/** Where to find a place again after a dialog. */
export function placeId(place: Place) {
  return 'slot' in place ? `lora-place-${place.slot}` : `lora-place-more-${place.row}`
}

export const LoraFields = memo(function LoraFields({ onManage }: { onManage(): void }) {
  const t = useWords(words)
  const language = useLanguage()
  const { session } = useClient()
  const { model, draft } = useWholeForm()
  const { getValues, setValue } = useDraftForm()
  const { loras, loading, failure, reload } = useReadyLoras()
  const [uploadFor, setUploadFor] = useState<Place>()
  const uploadedFor = useRef<Place>(undefined)
  const slots = slotsOf(model)
  if (slots.length === 0 && model.loras.most === 0) return null

  /** What was uploaded for a place goes there, unless something else did meanwhile. */
  const arrived = (lora: Lora) => {
    if (!uploadFor) return
    const { values, more } = getValues()
    if ('slot' in uploadFor && !values[uploadFor.slot]) {
      setValue(`values.${uploadFor.slot}`, lora.id, { shouldDirty: true })
      setValue(`weights.${uploadFor.slot}`, lora.defaultWeight)
    } else if ('row' in uploadFor && more[uploadFor.row]?.id === '') {
      setValue(`more.${uploadFor.row}`, { id: lora.id, weight: lora.defaultWeight, expert: '' }, { shouldDirty: true })
    }
    close()
  }
  const close = () => {
    uploadedFor.current = uploadFor
    setUploadFor(undefined)
  }
  return (
    <section aria-label={t.loras} className="grid grid-cols-1 gap-4">
      {model.experts === 'two' && (
        <div className="flex flex-wrap items-center justify-between gap-x-3 pointer-coarse:-mt-3 pointer-coarse:-mb-2">
          {slots.length > 1 ? <PairSwitch /> : <span className="text-xs text-muted">{t.pairHint}</span>}
          <Help about={t.expert} text={t.whatIsThis}>
            {t.expertsHelp}
          </Help>
        </div>
      )}
      {failure && (
        <Notice tone="danger" action={<Button size="small" onClick={() => void reload()}>{t.again}</Button>}>
          {t.lorasFailed} {sentenceOf(failure, language)}
        </Notice>
      )}
      {slots.map(slot => (
        <SlotField
          key={slot.name}
          slot={slot}
          loras={loras}
          loading={loading}
          onManage={onManage}
          onUpload={() => setUploadFor({ slot: slot.name })}
        />
      ))}
      <MoreLoras loras={loras} loading={loading} onManage={onManage} onUpload={row => setUploadFor({ row })} />
      {chosenLoras(model, draft).length > 0 && (
        <>
          {mayWrite(session) && <CompareWeights />}
          <LoraFailureChoice />
        </>
      )}
      <LoRADialog
        open={uploadFor !== undefined}
        onOpenChange={open => open || close()}
        onLoRAUploaded={arrived}
        onCloseAutoFocus={event => {
          event.preventDefault()
          if (uploadedFor.current) focusPlace(uploadedFor.current)
        }}
      />
    </section>
  )
})

/** Whatever is there now: what opened the dialog may be no more. */
function focusPlace(place: Place) {
  document.querySelector<HTMLElement>(`#${placeId(place)} :is(button, select)`)?.focus()
}
