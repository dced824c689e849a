import { Plus, X } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { Model } from '@/api/generation'
import type { Draft } from '@/generate/draft'
import { OrderFailure } from '@/generate/OrderFailure'
import { useReadyLoras } from '@/library/loras'
import { WeightField } from '@/selector/WeightField'
import { go } from '@/shell/place'
import { Button } from '@/ui/button'
import { Dialog, DialogContent, DialogDescription } from '@/ui/dialog'
import { Field } from '@/ui/field'
import { Notice } from '@/ui/notice'
import { Select } from '@/ui/select'
import { useWords } from '@/words/language'
import { TotalLines } from './TotalLines'
import { useOrders, useTotal } from './useVariants'
import { anotherWeight, dialsOf, FEWEST, MOST, seedFor, variantsOf, weightsToBegin } from './variants'
import { weightWords } from './weightWords'

const NONE: ReadonlyArray<Draft> = []

type Props = { model: Model; draft: Draft; open: boolean; onOpenChange(open: boolean): void }

export function WeightsDialog({ open, onOpenChange, ...rest }: Props) {
  const t = useWords(weightWords)
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent heading={t.title} className="sm:w-[min(94vw,32rem)]">
        <Weights key={String(open)} onDone={() => onOpenChange(false)} {...rest} />
      </DialogContent>
    </Dialog>
  )
}

/** The same order with two to four weights of one LoRA. */
function Weights({ model, draft, onDone }: Omit<Props, 'open' | 'onOpenChange'> & { onDone(): void }) {
  const t = useWords(weightWords)
  const { loras } = useReadyLoras()
  const rules = model.loras.weight
  const dials = useMemo(() => dialsOf(model, draft, loras), [model, draft, loras])
  const [turned, setTurned] = useState<string>()
  const dial = dials.find(({ key }) => key === turned) ?? dials[0]
  const [changed, setChanged] = useState<ReadonlyArray<number>>()
  const weights = changed ?? weightsToBegin(rules, dial?.weight ?? rules.default)
  const [seed] = useState(() => seedFor(model, draft))
  const variants = useMemo(() => (dial ? variantsOf(draft, dial, weights, seed) : []), [draft, dial, weights, seed])
  const twice = new Set(weights).size < weights.length
  const total = useTotal(model, twice ? NONE : variants)
  const orders = useOrders(model, jobs => {
    onDone()
    go({ view: 'compare', compared: jobs.map(job => job.id) })
  })
  if (!dial) return null
  return (
    <>
      <div className="grid flex-1 grid-cols-1 content-start gap-5 overflow-y-auto p-4 sm:p-5">
        <DialogDescription className="text-muted">{t.text}</DialogDescription>
        {dials.length > 1 && (
          <Field label={t.which}>
            {parts => (
              <Select
                {...parts}
                value={dial.key}
                onChange={event => {
                  setTurned(event.target.value)
                  setChanged(undefined)
                }}
              >
                {dials.map(({ key, names }) => (
                  <option key={key} value={key}>
                    {names.join(' + ')}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        )}
        <fieldset className="grid grid-cols-1 gap-2">
          <legend className="mb-1 text-[0.8125rem] font-medium">{dials.length > 1 ? t.weights : t.weightsOf(dial.names.join(' + '))}</legend>
          {weights.map((weight, index) => (
            <div key={index} className="flex items-center gap-1">
              <WeightField
                className="min-w-0 flex-1"
                value={weight}
                onChange={next => setChanged(weights.with(index, next))}
                standard={dial.weight}
                label={t.nth(index + 1)}
                min={rules.min}
                max={rules.max}
                step={rules.step}
              />
              <Button look="quiet" size="icon" aria-label={t.remove(index + 1)} disabled={weights.length <= FEWEST} onClick={() => setChanged(weights.toSpliced(index, 1))}>
                <X />
              </Button>
            </div>
          ))}
          {weights.length < MOST && (
            <Button look="quiet" size="small" className="-ml-2 justify-self-start px-2" onClick={() => setChanged([...weights, anotherWeight(rules, weights)])}>
              <Plus />
              {t.add}
            </Button>
          )}
        </fieldset>
        <TotalLines total={total} seed={Object.values(seed)[0]} />
        {twice && <Notice tone="warn" role="status">{t.twice}</Notice>}
        {total.known && !total.possible && <Notice tone="danger" role="alert">{t.impossible}</Notice>}
        {orders.error && <OrderFailure failure={orders.error} failedAt={orders.submittedAt} elsewhere={[]} />}
      </div>
      <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-4 py-3 sm:px-5">
        <Button onClick={onDone}>{t.cancel}</Button>
        <Button look="primary" disabled={twice || !total.known || !total.possible || orders.isPending} onClick={() => orders.mutate(variants)}>
          {orders.isPending ? t.ordering : t.order[model.output](weights.length)}
        </Button>
      </footer>
    </>
  )
}
