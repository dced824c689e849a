import type { Lora } from '@/api/lora'
import { useCopy } from '@/ui/copying'
import { useWords } from '@/words/language'
import { words } from './words'

export function useCopyWords() {
  const t = useWords(words)
  const copy = useCopy()
  return (lora: Lora) => {
    const text = lora.triggerWords.join(', ')
    copy(text, t.copied, text)
  }
}
