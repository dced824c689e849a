import { useState } from 'react'
import type { Lora } from '@/api/lora'
import { Refusal } from '@/api/refusal'
import { toast } from '@/ui/toasts'
import { useLanguage, useWords } from '@/words/language'
import { sentenceOf } from '@/words/refusals'
import { useSaid, type Say } from '@/words/said'
import { useEdit, useLatest } from './changes'
import { changesOf, draftOf, type Draft } from './edits'
import { words } from './words'

/** One LoRA on the table: what it was, what it is to be, and what stands in the way. */
export function useEditing(opened: Lora, onDone: () => void) {
  const t = useWords(words)
  const language = useLanguage()
  const say = useSaid()
  const edit = useEdit()
  const latest = useLatest()
  const [lora, setLora] = useState(opened)
  const [draft, setDraft] = useState(() => draftOf(opened))
  const [theirs, setTheirs] = useState<Lora>()
  const [failure, setFailure] = useState<unknown>()

  const save = async (onto: Lora = lora) => {
    if (draft.name.trim() === '') return
    const change = changesOf(lora, draft)
    if (!change) return onDone()
    setFailure(undefined)
    setTheirs(undefined)
    try {
      const answer = await edit.mutateAsync({ lora: onto, change })
      toast.success(answer.requestedName ? t.savedAs(answer.requestedName, answer.lora.name) : t.saved)
      onDone()
    } catch (refused) {
      const overtaken = refused instanceof Refusal && refused.code === 'CHANGED_MEANWHILE'
      if (!overtaken) return setFailure(refused)
      await latest(lora.id).then(setTheirs, setFailure)
    }
  }
  return {
    lora,
    draft,
    change: (part: Partial<Draft>) => setDraft(now => ({ ...now, ...part })),
    changed: changesOf(lora, draft) !== undefined,
    saving: edit.isPending,
    errors: fieldErrors(failure, draft.name.trim() === '' ? t.nameNeeded : undefined, say),
    problem: failure === undefined ? undefined : sentenceOf(failure, language),
    theirs,
    save: () => void save(),
    /** Mine over theirs, now that theirs has been seen. */
    saveAnyway: () => void save(theirs),
    takeTheirs: () => {
      if (!theirs) return
      setLora(theirs)
      setDraft(draftOf(theirs))
      setTheirs(undefined)
    },
  }
}

function fieldErrors(failure: unknown, name: string | undefined, say: Say): Readonly<Record<string, string>> {
  const said = failure instanceof Refusal ? failure.errors.map(error => [error.pointer.split('/')[1] ?? '', say(error.message)] as const) : []
  return { ...Object.fromEntries(said), ...(name && { name }) }
}
