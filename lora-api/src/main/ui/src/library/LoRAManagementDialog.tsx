import { useCallback, useRef } from 'react'
import { useClient } from '@/access/SignIn'
import { mayWrite } from '@/access/session'
import type { Lora } from '@/api/lora'
import { wish } from '@/generate/reuse'
import { AddFromLink } from '@/links/AddFromLink'
import { go } from '@/shell/place'
import { StorageMeter } from '@/storage/StorageMeter'
import { Button } from '@/ui/button'
import { Dialog, DialogClose, DialogContent, focusWhole } from '@/ui/dialog'
import { UploadSection } from '@/uploads/UploadSection'
import { useWords } from '@/words/language'
import { Library } from './Library'
import { words } from './words'

export type LoRAManagementDialogProps = {
  open: boolean
  onOpenChange: (open: boolean) => void
  /** Whoever gives this waits for one LoRA: the dialog closes when it is ready. */
  onLoRAUploaded?: (lora: Lora) => void
  /** For whoever wants the focus somewhere else than where it was before. */
  onCloseAutoFocus?: (event: Event) => void
}

export function LoRAManagementDialog({ open, onOpenChange, onLoRAUploaded, onCloseAutoFocus }: LoRAManagementDialogProps) {
  const t = useWords(words)
  const { session } = useClient()
  const uploads = useRef<HTMLDivElement>(null)
  const tried = useRef(false)
  const tryOut = useCallback((lora: Lora, partner: Lora | undefined) => {
    tried.current = true
    wish({ lora, partner })
    go({ view: 'create' })
  }, [])
  /** Who tries a LoRA goes on with what is to be seen. */
  const closed = (event: Event) => {
    const prompt = tried.current && document.querySelector<HTMLElement>('#form textarea')
    tried.current = false
    if (!prompt) return onCloseAutoFocus?.(event)
    event.preventDefault()
    prompt.focus()
  }
  const ready = (lora: Lora) => {
    if (!onLoRAUploaded) return
    onOpenChange(false)
    onLoRAUploaded(lora)
  }
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent
        heading={t.title}
        aria-describedby={undefined}
        onOpenAutoFocus={focusWhole}
        onCloseAutoFocus={closed}
        className="sm:h-[min(92dvh,60rem)] sm:w-[min(94vw,72rem)]"
      >
        <div className="@container flex-1 overflow-y-auto overscroll-contain">
          <div className="grid grid-cols-1 gap-5 p-4 sm:p-5">
            {mayWrite(session) && (
              <div ref={uploads} className="grid grid-cols-1 gap-2">
                <UploadSection onReady={ready} />
                <AddFromLink onReady={ready} />
              </div>
            )}
            <Library
              onTry={onLoRAUploaded ? undefined : tryOut}
              onChooseFile={() => uploads.current?.querySelector<HTMLInputElement>('input[type=file]')?.click()}
            />
          </div>
        </div>
        <footer className="flex items-center gap-5 border-t border-line px-4 py-3 max-sm:not-has-[[role=meter]]:hidden sm:px-5">
          <StorageMeter />
          <DialogClose asChild>
            <Button className="ml-auto max-sm:hidden">{t.close}</Button>
          </DialogClose>
        </footer>
      </DialogContent>
    </Dialog>
  )
}
