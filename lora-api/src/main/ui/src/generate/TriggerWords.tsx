import { Plus } from 'lucide-react'
import { useReadyLoras } from '@/library/loras'
import { useWords } from '@/words/language'
import { chosenLoras } from './draft'
import { useDraftForm, useWholeForm } from './form'
import { missingWords, withWord } from './triggerWords'
import { words } from './words'

/** What the chosen LoRAs listen to and the prompt does not say yet, a click away. */
export function TriggerWords() {
  const t = useWords(words)
  const { model, draft } = useWholeForm()
  const { setValue } = useDraftForm()
  const { loras } = useReadyLoras()
  const prompt = String(draft.values.prompt ?? '')
  const chosen = new Set(chosenLoras(model, draft))
  const missing = missingWords(prompt, loras.filter(lora => chosen.has(lora.id)).flatMap(lora => lora.triggerWords))
  if (missing.length === 0 || draft.values.prompt === undefined) return null
  return (
    <div role="group" aria-label={t.addWords} className="-mt-2 flex flex-wrap items-center gap-1.5">
      {missing.map(word => (
        <button
          key={word}
          type="button"
          aria-label={t.addWord(word)}
          onClick={() => setValue('values.prompt', withWord(prompt, word), { shouldDirty: true, shouldTouch: true })}
          className="flex h-7 max-w-full items-center gap-1 rounded-full bg-accent-soft px-2.5 text-xs font-medium text-accent-ink transition-colors hover:bg-accent hover:text-on-accent pointer-coarse:h-11"
        >
          <Plus className="size-3.5 shrink-0" aria-hidden />
          <span className="truncate">{word}</span>
        </button>
      ))}
    </div>
  )
}
