import { useEffect, useEffectEvent, useRef } from 'react'
import { useClient } from '@/access/SignIn'
import type { Job, Model } from '@/api/generation'
import type { Lora } from '@/api/lora'
import { useReadyLoras } from '@/library/loras'
import { withSelection, type Selection } from '@/selections/selection'
import { useLinkedSelection } from '@/selections/useLinkedSelection'
import { words as selectionWords } from '@/selections/words'
import { toast } from '@/ui/toasts'
import { useWords } from '@/words/language'
import { draftOfJob, lacksPicture, type Draft } from './draft'
import { keptDraft } from './drafts'
import { useWishes } from './reuse'
import { modelFor, trialDraft } from './trial'
import { words } from './words'

const LONG_ENOUGH_TO_READ = 20_000

/** Puts what is wished for elsewhere into the form. */
export function useFulfilled(models: ReadonlyArray<Model>, open: Model | undefined, choose: (model: string, draft?: Draft) => void) {
  const t = useWords(words)
  const { session } = useClient()
  const waiting = useRef<Selection>(undefined)
  const { loras, loading } = useReadyLoras()
  const select = useSelect(models, choose)

  const again = (job: Job) => {
    const its = models.find(model => model.id === job.model)
    if (!its) return void toast.error(t.modelGone)
    choose(its.id, draftOfJob(its, job))
    toast(lacksPicture(its, job) ? t.reusedWithoutPicture : t.reused)
  }
  const tryOut = (lora: Lora, partner: Lora | undefined) => {
    const its = modelFor(lora, models, open)
    if (!its) return void toast.error(t.noModelFor(lora.name))
    const before = keptDraft(session.workspace, its)
    choose(its.id, trialDraft(its, lora, partner))
    toast(t.tried(lora.name), { action: { label: t.undo, onClick: () => choose(its.id, before) } })
  }
  useWishes(wish => {
    waiting.current = undefined
    if ('job' in wish) again(wish.job)
    else if ('lora' in wish) tryOut(wish.lora, wish.partner)
    else if (loading) waiting.current = wish.selection
    else select(wish.selection, loras)
  })
  useLinkedSelection()

  // A link may be opened before anybody knows what is here.
  const known = useEffectEvent(() => {
    if (waiting.current) select(waiting.current, loras)
    waiting.current = undefined
  })
  useEffect(() => {
    if (!loading) known()
  }, [loading])
}

/** The prompt and everything else that was in the form stays there. */
function useSelect(models: ReadonlyArray<Model>, choose: (model: string, draft?: Draft) => void) {
  const t = useWords(selectionWords)
  const { session } = useClient()
  return (selection: Selection, loras: ReadonlyArray<Lora>) => {
    const its = models.find(model => model.id === selection.model)
    if (!its) return void toast.error(t.modelGone)
    const before = keptDraft(session.workspace, its)
    const { draft, missing } = withSelection(its, before, selection, loras)
    choose(its.id, draft)
    const undo = { label: t.undo, onClick: () => choose(its.id, before) }
    if (missing.length === 0) toast(t.used, { action: undo })
    else toast.warning(`${t.missing} ${missing.join(', ')}`, { description: t.missingHelp, duration: LONG_ENOUGH_TO_READ, closeButton: true, action: undo })
  }
}
