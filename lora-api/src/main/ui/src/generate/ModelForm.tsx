import { useDeferredValue, useEffect, useEffectEvent, useMemo, useRef, useState, type FormEvent, type ReactNode } from 'react'
import { FormProvider, useForm, useWatch } from 'react-hook-form'
import { useClient } from '@/access/SignIn'
import { mayWrite } from '@/access/session'
import type { Job, Model } from '@/api/generation'
import { Refusal } from '@/api/refusal'
import { toast } from '@/ui/toasts'
import { useLanguage, useWords } from '@/words/language'
import { useSaid } from '@/words/said'
import { Advanced } from './Advanced'
import { NOTHING_SAID, sorted, stillTrue } from './answers'
import { CheckSummary } from './CheckSummary'
import { chosenLoras, freshDraft, isFresh, type Draft } from './draft'
import { faultsOf } from './faults'
import { FormContext } from './form'
import { LoraFields } from './LoraFields'
import { parameterOf } from './models'
import { labelsOf } from './modelWords'
import { checkOf, orderOf } from './order'
import { OrderBar } from './OrderBar'
import { AdvancedFields, BasicFields } from './ParameterFields'
import { useCheck } from './useCheck'
import { useFirstFault } from './useFirstFault'
import { useKeeping, useShortcut } from './useKeeping'
import { useOrder } from './useOrder'
import { words } from './words'

type Props = { model: Model; pictureBytes: number; begun: Draft; picker: ReactNode; onManageLoras(): void; onOrdered(job: Job): void }

/** The form of one model. */
export function ModelForm({ model, pictureBytes, begun, picker, onManageLoras, onOrdered }: Props) {
  const t = useWords(words)
  const language = useLanguage()
  const say = useSaid()
  const { session } = useClient()
  const place = useRef<HTMLFormElement>(null)
  const form = useForm<Draft>({
    defaultValues: begun,
    mode: 'onTouched',
    shouldFocusError: false,
    resolver: draft => (faultsOf(model, draft, pictureBytes).length === 0 ? { values: draft, errors: {} } : { values: {}, errors: { root: { type: 'fault' } } }),
  })
  // Typing goes before everything that is made from it.
  const draft = useDeferredValue(useWatch({ control: form.control }) as Draft)
  const faults = useMemo(() => faultsOf(model, draft, pictureBytes), [model, draft, pictureBytes])
  const now = useMemo(() => checkOf(model, draft), [model, draft])
  const { checked, checking } = useCheck(now)
  const [open, setOpen] = useState(true)
  const order = useOrder(job => {
    toast.success(t.ordered[model.output])
    onOrdered(job)
  })

  useKeeping(model, draft, form.getValues)
  useShortcut(place)
  // What was refused was another order once anything has changed.
  const changed = useEffectEvent(() => order.isError && order.reset())
  useEffect(() => void changed(), [draft])

  const said = useMemo(() => {
    const errors = order.error instanceof Refusal ? order.error.errors : checked ? stillTrue(checked.answer, checked.of, now) : []
    return errors.length === 0 ? NOTHING_SAID : sorted(errors, labelsOf(model, language), draft.more, say)
  }, [order.error, checked, now, model, language, draft.more, say])
  const whole = useMemo(
    () => ({ model, draft, pictureBytes, faults, said, check: checked?.answer }),
    [model, draft, pictureBytes, faults, said, checked],
  )

  useFirstFault(place, form.formState.submitCount, order.error, () => {
    const pointers = [...faultsOf(model, form.getValues(), pictureBytes).map(fault => fault.pointer.split('/')[2] ?? ''), ...said.parameters.keys()]
    if (pointers.some(name => parameterOf(model, name)?.group !== 'basic')) setOpen(true)
    return pointers.length > 0
  })

  const submit = (event: FormEvent) => {
    const send = (draft: Draft) => {
      if (!order.isPending && mayWrite(session)) order.mutate(orderOf(model, draft))
    }
    void form.handleSubmit(send)(event)
  }
  const startOver = () => {
    const before = form.getValues()
    form.reset(freshDraft(model))
    toast(t.resetDone, { action: { label: t.undo, onClick: () => form.reset(before) } })
  }
  const hasLoras = chosenLoras(model, draft).length > 0
  return (
    <FormContext value={whole}>
      <FormProvider {...form}>
        <form
          ref={place}
          noValidate
          onSubmit={submit}
          className="@container grid grid-cols-1 gap-5 rounded-lg border border-line bg-surface p-4 shadow-card"
        >
          {picker}
          <BasicFields />
          <Advanced open={open} onOpenChange={setOpen}>
            <LoraFields onManage={onManageLoras} />
            {hasLoras && <CheckSummary checking={checking} />}
            <AdvancedFields />
          </Advanced>
          {!(hasLoras && open) && <CheckSummary checking={checking} />}
          <OrderBar failure={order.error} failedAt={order.submittedAt} ordering={order.isPending} untouched={isFresh(model, draft)} onReset={startOver} />
        </form>
      </FormProvider>
    </FormContext>
  )
}
