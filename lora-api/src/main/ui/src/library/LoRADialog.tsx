import { useState } from 'react'
import { onDemand } from '@/ui/onDemand'
import type { LoRAManagementDialogProps } from './LoRAManagementDialog'

const Dialog = onDemand(async () => (await import('./LoRAManagementDialog')).LoRAManagementDialog)

/** The dialog is a good part of the page's code and seldom what is wanted first. */
export function LoRADialog(props: LoRAManagementDialogProps) {
  const [wanted, setWanted] = useState(props.open)
  if (props.open && !wanted) setWanted(true)
  return wanted && <Dialog {...props} />
}
