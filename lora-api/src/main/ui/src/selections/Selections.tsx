import { Bookmark } from 'lucide-react'
import { useDraftDialog } from '@/generate/useDraftDialog'
import { Button } from '@/ui/button'
import { onDemand } from '@/ui/onDemand'
import { useWords } from '@/words/language'
import { words } from './words'

const Dialog = onDemand(async () => (await import('./SelectionsDialog')).SelectionsDialog)

/** Opens what was kept, and keeps what is chosen. */
export function Selections() {
  const t = useWords(words)
  const { start, dialog } = useDraftDialog()
  return (
    <>
      <Button look="quiet" size="small" className="-mr-1 ml-auto px-2" onClick={start}>
        <Bookmark />
        {t.title}
      </Button>
      {dialog && <Dialog {...dialog} />}
    </>
  )
}
