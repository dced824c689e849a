import { useId } from 'react'
import { chooseTogether, useTogether } from '@/selector/together'
import { useWords } from '@/words/language'
import { words } from './words'

/** Halves of a pair are chosen together, unless somebody wants to choose each. */
export function PairSwitch() {
  const t = useWords(words)
  const id = useId()
  return (
    <div className="relative flex items-center gap-2 pointer-coarse:min-h-11">
      <input
        type="checkbox"
        id={id}
        checked={useTogether()}
        onChange={event => chooseTogether(event.target.checked)}
        className="size-3.5 shrink-0 accent-accent"
      />
      <label htmlFor={id} className="text-xs text-muted after:absolute after:inset-0">
        {t.together}
      </label>
    </div>
  )
}
