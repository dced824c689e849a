import { useEffect, useEffectEvent } from 'react'
import { wish } from '@/generate/reuse'
import { toast } from '@/ui/toasts'
import { useWords } from '@/words/language'
import { isLink, selectionIn } from './selection'
import { words } from './words'

/** Takes the selection out of the address, once: what is done with it afterwards is nobody's link any more. */
export function useLinkedSelection() {
  const t = useWords(words)
  const look = useEffectEvent(() => {
    const { hash } = location
    if (!isLink(hash)) return
    history.replaceState(null, '', '#/')
    const selection = selectionIn(hash)
    if (selection) wish({ selection })
    else toast.error(t.badLink)
  })
  useEffect(() => {
    const changed = () => look()
    changed()
    addEventListener('hashchange', changed)
    return () => removeEventListener('hashchange', changed)
  }, [])
}
