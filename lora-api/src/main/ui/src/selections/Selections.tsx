import { Bookmark } from 'lucide-react'
import { useState } from 'react'
import { useDraftForm, useWholeForm } from '@/generate/form'
import { Button } from '@/ui/button'
import { onDemand } from '@/ui/onDemand'
import { useWords } from '@/words/language'
import type { Draft } from '@/generate/draft'
import { words } from './words'

const Dialog = onDemand(async () => (await import('./SelectionsDialog')).SelectionsDialog)

/** Opens what was kept, and keeps what is chosen. */
export function Selections() {
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
      <Button look="quiet" size="small" className="-mr-1 ml-auto px-2" onClick={start}>
        <Bookmark />
        {t.title}
      </Button>
      {draft && <Dialog model={model} draft={draft} open={open} onOpenChange={setOpen} />}
    </>
  )
}
