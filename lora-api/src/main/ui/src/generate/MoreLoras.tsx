import { Plus, X } from 'lucide-react'
import { useFieldArray } from 'react-hook-form'
import type { Lora } from '@/api/lora'
import { LoRASelector } from '@/selector/LoRASelector'
import { Selections } from '@/selections/Selections'
import { Button } from '@/ui/button'
import { Segments } from '@/ui/segments'
import { useWords } from '@/words/language'
import { useSaid } from '@/words/said'
import { verdictOf } from './answers'
import { chosenLoras, type MoreLora } from './draft'
import { useDraftForm, useFault, useWholeForm } from './form'
import { placeId } from './LoraFields'
import { slotsOf } from './models'
import { chosenRows } from './order'
import { words } from './words'

const EXPERTS: ReadonlyArray<MoreLora['expert']> = ['', 'high', 'low', 'both']

type Props = { loras: ReadonlyArray<Lora>; loading: boolean; onManage(): void; onUpload(row: number): void }

/** LoRAs beyond the slots, up to as many as the model takes in all. */
export function MoreLoras({ loras, loading, onManage, onUpload }: Props) {
  const t = useWords(words)
  const { model, draft } = useWholeForm()
  const { control } = useDraftForm()
  const rows = useFieldArray({ control, name: 'more' })
  const inSlots = chosenLoras(model, { ...draft, more: [] }).length
  return (
    <>
      {rows.fields.map((field, row) => (
        <Row key={field.id} row={row} loras={loras} loading={loading} onManage={onManage} onUpload={() => onUpload(row)} onRemove={() => rows.remove(row)} />
      ))}
      <div className="-my-1 flex flex-wrap items-center justify-between">
        {inSlots + rows.fields.length < model.loras.most && (
          <Button look="quiet" size="small" className="px-2" onClick={() => rows.append({ id: '', expert: '' })}>
            <Plus />
            {t.anotherLora}
          </Button>
        )}
        <Selections />
      </div>
    </>
  )
}

type RowProps = Omit<Props, 'onUpload'> & { row: number; onUpload(): void; onRemove(): void }

function Row({ row, loras, loading, onManage, onUpload, onRemove }: RowProps) {
  const t = useWords(words)
  const say = useSaid()
  const { model, draft, check, said } = useWholeForm()
  const { setValue } = useDraftForm()
  const tooMany = useFault('/loras', true)
  const { id = '', weight, expert = '' } = draft.more[row] ?? {}
  const number = slotsOf(model).length + row + 1
  const index = chosenRows(draft.more.slice(0, row)).length
  const error = verdictOf(check, 'loras', id, index)?.reasons.map(say).join(' ') || said.rows.get(row) || tooMany
  const set = (change: Partial<MoreLora>) => {
    setValue(`more.${row}`, { id, expert, ...(weight === undefined ? {} : { weight }), ...change }, { shouldDirty: true })
  }
  const choose = (next: string) => {
    const known = loras.find(lora => lora.id === next)
    setValue(`more.${row}`, { id: next, expert, ...(known ? { weight: known.defaultWeight } : {}) }, { shouldDirty: true })
  }
  return (
    <div id={placeId({ row })} className="relative grid grid-cols-1 gap-2">
      <LoRASelector
        value={id}
        onChange={choose}
        label={t.another(number)}
        availableLoras={loras}
        onManageClick={onManage}
        onUploadClick={onUpload}
        model={model}
        expert={expert || undefined}
        weight={weight}
        onWeightChange={next => set({ weight: next })}
        weightRules={model.loras.weight}
        error={error}
        loading={loading}
      />
      {model.experts === 'two' && id !== '' && (
        <Segments
          label={t.expert}
          value={expert || 'auto'}
          onChange={next => set({ expert: next === 'auto' ? '' : next })}
          choices={EXPERTS.map(value => ({ value: value || ('auto' as const), text: t.experts[value] }))}
        />
      )}
      <Button
        look="quiet"
        size="icon-small"
        className="absolute -top-1.5 right-0 pointer-coarse:-top-3"
        aria-label={t.removeLora(number)}
        onClick={onRemove}
      >
        <X />
      </Button>
    </div>
  )
}
