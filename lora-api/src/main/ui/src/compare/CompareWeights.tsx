import { Columns2 } from 'lucide-react'
import { useState } from 'react'
import type { Draft } from '@/generate/draft'
import { useDraftForm, useWholeForm } from '@/generate/form'
import { words } from '@/generate/words'
import { Button } from '@/ui/button'
import { onDemand } from '@/ui/onDemand'
import { useWords } from '@/words/language'

const Dialog = onDemand(async () => (await import('./WeightsDialog')).WeightsDialog)

/** For whoever wants to know how strong a LoRA should be. */
export function CompareWeights() {
  const t = useWords(words)
  const { model } = useWholeForm()
  const { getValues } = useDraftForm()
  const [draft, setDraft] = useState<Draft>()
  const [open, setOpen] = useState(false)
  const start = () => {
    setDraft(getValues())
    setOpen(true)
  }
  return (
    <>
      <Button size="small" className="justify-self-start" onClick={start}>
        <Columns2 />
        {t.compareWeights}
      </Button>
      {draft && <Dialog model={model} draft={draft} open={open} onOpenChange={setOpen} />}
    </>
  )
}
