import { CircleAlert, CircleCheck, LoaderCircle, ShieldCheck, X } from 'lucide-react'
import { useEffect, useEffectEvent } from 'react'
import type { Lora } from '@/api/lora'
import { Button } from '@/ui/button'
import { Progress } from '@/ui/progress'
import { FileName } from '@/uploads/FileName'
import { sentenceOfFile } from '@/words/files'
import { bytes } from '@/words/format'
import { useLanguage, useWords } from '@/words/language'
import { sentenceOf } from '@/words/refusals'
import { useSaid } from '@/words/said'
import { isGone, isOver, useCancel, useDismiss, useStanding, type Added, type Standing } from './links'
import { words } from './words'

/** One file that the server fetches. */
export function LinkRow({ added, onOver }: { added: Added; onOver(lora: Lora): void }) {
  const t = useWords(words)
  const language = useLanguage()
  const say = useSaid()
  const { data = { lora: added.lora, sent: 0 }, error } = useStanding(added)
  const cancel = useCancel()
  const dismiss = useDismiss()
  const { lora } = data
  const isMoving = !isOver(data) && !isGone(error)
  const over = useEffectEvent(() => onOver(lora))
  const status = lora.status
  useEffect(() => {
    if (status === 'ready' || status === 'rejected') over()
  }, [status])
  const trouble = lora.rejection ? say(sentenceOfFile(lora.rejection.code, lora.rejection.message, language)) : cancel.error && sentenceOf(cancel.error, language)
  return (
    <li className="flex gap-3 py-3">
      <Icon status={status} />
      <div className="grid min-w-0 flex-1 grid-cols-1 gap-1.5">
        <div className="flex min-w-0 items-start gap-2">
          <div className="grid min-w-0 flex-1 grid-cols-1 gap-1">
            <FileName name={lora.fileName} />
            <p className="flex flex-wrap gap-x-2 text-xs text-muted tabular-nums">
              <span>{isGone(error) ? t.gone : stateOf(data, t)}</span>
              <span>{isMoving && data.sent > 0 ? t.sentOf(bytes(data.sent, language), bytes(lora.fileSize, language)) : bytes(lora.fileSize, language)}</span>
            </p>
          </div>
          {isMoving ? (
            status === 'uploading' && <RowButton label={t.cancel(lora.fileName)} onClick={() => cancel.mutate(lora.id)} />
          ) : (
            <RowButton label={t.dismiss(lora.fileName)} onClick={() => dismiss(lora.id)} />
          )}
        </div>
        {isMoving && <Progress percent={(data.sent / Math.max(lora.fileSize, 1)) * 100} label={t.progressOf(lora.fileName)} />}
        {trouble && <p className="text-[0.8125rem] text-danger-ink">{trouble}</p>}
        {added.requestedName !== undefined && <p className="text-xs text-muted">{t.savedAs(lora.name)}</p>}
      </div>
    </li>
  )
}

function stateOf({ lora }: Standing, t: (typeof words)['en']) {
  switch (lora.status) {
    case 'uploading':
      return t.fetching
    case 'verifying':
      return t.verifying
    case 'rejected':
    case 'missing':
      return t.rejected
    default:
      return t.ready
  }
}

function Icon({ status }: { status: Lora['status'] }) {
  const look = 'mt-0.5 size-5 shrink-0'
  if (status === 'uploading') return <LoaderCircle aria-hidden className={`${look} animate-spin text-accent-ink`} />
  if (status === 'verifying') return <ShieldCheck aria-hidden className={`${look} animate-pulse text-accent-ink`} />
  if (status === 'ready') return <CircleCheck aria-hidden className={`${look} text-accent-ink`} />
  return <CircleAlert aria-hidden className={`${look} text-danger-ink`} />
}

function RowButton({ label, onClick }: { label: string; onClick(): void }) {
  return (
    <Button look="quiet" size="icon-small" className="-my-1" aria-label={label} title={label} onClick={onClick}>
      <X />
    </Button>
  )
}
