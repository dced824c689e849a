import type { Lora } from '@/api/lora'
import { Dialog, DialogContent } from '@/ui/dialog'
import { UploadSection } from '@/uploads/UploadSection'

export type LoRAManagementDialogProps = {
  open: boolean
  onOpenChange: (open: boolean) => void
  onLoRAUploaded?: (lora: Lora) => void
}

export function LoRAManagementDialog({ open, onOpenChange }: LoRAManagementDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent heading="LoRA Management">
        <div className="overflow-y-auto p-5">
          <UploadSection />
        </div>
      </DialogContent>
    </Dialog>
  )
}
