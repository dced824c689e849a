import { toast } from '@/ui/toasts'
import { useWords } from '@/words/language'
import { linkOf, type Selection } from './selection'
import { words } from './words'

export function useCopyLink() {
  const t = useWords(words)
  return (selection: Selection) => {
    const link = new URL(linkOf(selection), location.href).href
    // Without a secure context there is no clipboard.
    const copied = navigator.clipboard ? navigator.clipboard.writeText(link) : Promise.reject(new Error('no clipboard'))
    copied.then(
      () => toast.success(t.copied),
      () => toast.error(t.notCopied, { description: link }),
    )
  }
}
