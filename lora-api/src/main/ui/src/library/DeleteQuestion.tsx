import type { Lora } from '@/api/lora'
import { AlertDialog } from '@/ui/alert-dialog'
import { useWords } from '@/words/language'
import { useNeeds } from './needs'
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
          {lora && <Needing lora={lora} />}
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

/** Who would miss it. What is not proven has never been used. */
function Needing({ lora }: { lora: Lora }) {
  const t = useWords(words).needs
  const wasUsable = lora.status === 'ready' || lora.status === 'missing'
  const needs = useNeeds(wasUsable ? lora.id : undefined)
  if (!wasUsable) return null
  if (!needs) return <p role="status" className="mt-2">{t.unknown}</p>
  const { waiting, prompts, underway, more } = needs
  return (
    <div role="status" className="mt-2 grid grid-cols-1 gap-1">
      <p>
        {waiting > 0 ? <strong className="font-medium text-ink">{t.waiting(waiting, more)}</strong> : underway === 0 && t.none}{' '}
        {underway > 0 && t.underway(underway)}
      </p>
      {prompts.length > 0 && (
        <ul className="grid grid-cols-1 gap-0.5 text-[0.8125rem] wrap-anywhere">
          {prompts.map((prompt, index) => (
            <li key={index}>“{prompt}”</li>
          ))}
        </ul>
      )}
    </div>
  )
}
