import { useCopy } from '@/ui/copying'
import { useWords } from '@/words/language'
import { linkOf, type Selection } from './selection'
import { words } from './words'

export function useCopyLink() {
  const t = useWords(words)
  const copy = useCopy()
  return (selection: Selection) => copy(new URL(linkOf(selection), location.href).href, t.copied)
}
