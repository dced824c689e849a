import { Columns2 } from 'lucide-react'
import { useDraftDialog } from '@/generate/useDraftDialog'
import { words } from '@/generate/words'
import { Button } from '@/ui/button'
import { onDemand } from '@/ui/onDemand'
import { useWords } from '@/words/language'

const Dialog = onDemand(async () => (await import('./WeightsDialog')).WeightsDialog)

/** For whoever wants to know how strong a LoRA should be. */
export function CompareWeights() {
  const t = useWords(words)
  const { start, dialog } = useDraftDialog()
  return (
    <>
      <Button size="small" className="justify-self-start" onClick={start}>
        <Columns2 />
        {t.compareWeights}
      </Button>
      {dialog && <Dialog {...dialog} />}
    </>
  )
}
