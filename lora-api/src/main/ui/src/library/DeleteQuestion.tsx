import type { Lora } from '@/api/lora'
import { AlertDialog } from '@/ui/alert-dialog'
import { useWords } from '@/words/language'
import { words } from './words'

type Props = { lora: Lora | undefined; onClose(): void; onDelete(lora: Lora): void; otherwise(): HTMLElement | null }

export function DeleteQuestion({ lora, onClose, onDelete, otherwise }: Props) {
  const t = useWords(words)
  const canBeUndone = lora?.status === 'ready' || lora?.status === 'missing'
  return (
    <AlertDialog
      open={lora !== undefined}
      onOpenChange={open => !open && onClose()}
      heading={t.deleteAsk}
      text={
        <>
          <p>{t.deleteText(lora?.name ?? '')}</p>
          {canBeUndone && <p className="mt-2">{t.deleteUndo}</p>}
        </>
      }
      confirm={t.delete}
      onConfirm={() => lora && onDelete(lora)}
      otherwise={otherwise}
      danger
    />
  )
}
