import { useClient } from '@/access/SignIn'
import { mayWrite } from '@/access/session'
import type { Lora } from '@/api/lora'
import { Button } from '@/ui/button'
import { Dialog, DialogClose, DialogContent, focusWhole } from '@/ui/dialog'
import { Notice } from '@/ui/notice'
import { sentenceOfFile } from '@/words/files'
import { useLanguage, useWords } from '@/words/language'
import { EditFields } from './EditFields'
import { useEditing } from './editing'
import { changedBetween } from './edits'
import { FactList } from './FactList'
import { words } from './words'

type Props = {
  lora: Lora
  onClose(): void
  /** Where the focus goes when it is closed. */
  focus(): HTMLElement | null | undefined
}

/** What people say about a LoRA, to be changed, and what its file says, to be read. */
export function EditDialog({ lora, onClose, focus }: Props) {
  const t = useWords(words)
  const language = useLanguage()
  const writes = mayWrite(useClient().session) && lora.status !== 'rejected'
  return (
    <Dialog open onOpenChange={open => !open && onClose()}>
      <DialogContent
        heading={writes ? t.editTitle : lora.name}
        aria-describedby={undefined}
        className="sm:w-[min(94vw,38rem)]"
        onOpenAutoFocus={focusWhole}
        onCloseAutoFocus={event => {
          event.preventDefault()
          focus()?.focus()
        }}
      >
        {writes ? (
          <Editor lora={lora} onClose={onClose} />
        ) : (
          <div className="overflow-y-auto p-4 sm:p-5">
            {lora.rejection && (
              <Notice tone="danger" className="mb-4">
                {sentenceOfFile(lora.rejection.code, lora.rejection.message, language)}
              </Notice>
            )}
            <FactList lora={lora} />
          </div>
        )}
      </DialogContent>
    </Dialog>
  )
}

function Editor({ lora: opened, onClose }: { lora: Lora; onClose(): void }) {
  const t = useWords(words)
  const { lora, draft, change, changed, saving, errors, problem, theirs, save, saveAnyway, takeTheirs } = useEditing(opened, onClose)
  return (
    <form
      className="flex min-h-0 flex-1 flex-col"
      noValidate
      onSubmit={event => {
        event.preventDefault()
        save()
      }}
    >
      <div className="grid flex-1 auto-rows-min grid-cols-1 gap-6 overflow-y-auto p-4 sm:p-5">
        <EditFields lora={lora} draft={draft} onChange={change} errors={errors} />
        <hr className="border-line" />
        <FactList lora={lora} />
      </div>
      <footer className="grid grid-cols-1 gap-3 border-t border-line px-4 py-3 sm:px-5">
        {theirs && (
          <Notice tone="warn" role="alert">
            <p>{t.changed}</p>
            <p>{t.changedFields(changedBetween(lora, theirs).map(part => t.parts[part]).join(', '))}</p>
            <div className="mt-2 flex flex-wrap gap-2">
              <Button size="small" onClick={takeTheirs}>
                {t.takeTheirs}
              </Button>
              <Button size="small" onClick={saveAnyway}>
                {t.keepMine}
              </Button>
            </div>
          </Notice>
        )}
        {problem && (
          <Notice tone="danger" role="alert">
            {problem}
          </Notice>
        )}
        <div className="flex justify-end gap-2">
          <DialogClose asChild>
            <Button>{t.cancel}</Button>
          </DialogClose>
          <Button type="submit" look="primary" disabled={saving || !changed}>
            {saving ? t.saving : t.save}
          </Button>
        </div>
      </footer>
    </form>
  )
}
