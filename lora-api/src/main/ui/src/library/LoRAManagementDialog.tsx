import type { Lora } from '@/api/lora'
import { Dialog, DialogContent } from '@/ui/dialog'

export type LoRAManagementDialogProps = {
  open: boolean
  onOpenChange: (open: boolean) => void
  onLoRAUploaded?: (lora: Lora) => void
}

export function LoRAManagementDialog({ open, onOpenChange }: LoRAManagementDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent heading="LoRA Management">…</DialogContent>
    </Dialog>
  )
}
