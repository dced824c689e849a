import type { Lora } from '@/api/lora'
import { toast } from '@/ui/toasts'
import { useWords } from '@/words/language'
import { words } from './words'

export function useCopyWords() {
  const t = useWords(words)
  return (lora: Lora) => {
    const text = lora.triggerWords.join(', ')
    // Without a secure context there is no clipboard.
    const copied = navigator.clipboard ? navigator.clipboard.writeText(text) : Promise.reject(new Error('no clipboard'))
    copied.then(
      () => toast.success(t.copied, { description: text }),
      () => toast.error(t.notCopied, { description: text }),
    )
  }
}
