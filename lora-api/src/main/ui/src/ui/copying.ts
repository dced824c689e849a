import { useWords } from '@/words/language'
import { toast } from './toasts'
import { words } from './words'

/** What could not be copied, as on a page that came without https, is shown, to be copied by hand. */
export function useCopy() {
  const t = useWords(words)
  return (text: string, said: string = t.copied, description?: string) => {
    const copied = navigator.clipboard ? navigator.clipboard.writeText(text) : Promise.reject(new Error('no clipboard'))
    copied.then(
      () => toast.success(said, { description }),
      () => toast.error(t.notCopied, { description: text, duration: 20_000 }),
    )
  }
}
