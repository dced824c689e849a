import { useState } from 'react'
import type { Draft } from './draft'
import { useDraftForm, useWholeForm } from './form'

/** For a dialog about the draft as it is when the dialog is opened; `dialog` is what it is given, once it was. */
export function useDraftDialog() {
  const { model } = useWholeForm()
  const { getValues } = useDraftForm()
  const [draft, setDraft] = useState<Draft>()
  const [open, setOpen] = useState(false)
  const start = () => {
    setDraft(getValues())
    setOpen(true)
  }
  return { start, dialog: draft && { model, draft, open, onOpenChange: setOpen } }
}
