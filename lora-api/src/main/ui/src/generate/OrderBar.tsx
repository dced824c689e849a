import { RotateCcw, Sparkles } from 'lucide-react'
import { useFormState } from 'react-hook-form'
import { useClient } from '@/access/SignIn'
import { mayWrite } from '@/access/session'
import { Button } from '@/ui/button'
import { Notice } from '@/ui/notice'
import { Tooltip } from '@/ui/tooltip'
import { useWords } from '@/words/language'
import { pointerTo } from './faults'
import { useWholeForm } from './form'
import { OrderFailure } from './OrderFailure'
import { words } from './words'

type Props = { failure: unknown; failedAt: number; ordering: boolean; untouched: boolean; onReset(): void }

/** Always in reach: at the foot of the form, and of the screen unless letters are so large that it would fill it. */
export function OrderBar({ failure, failedAt, ordering, untouched, onReset }: Props) {
  const t = useWords(words)
  const { session } = useClient()
  const { model, faults, said } = useWholeForm()
  const { isSubmitted } = useFormState()
  if (!mayWrite(session)) return <Notice tone="info">{t.viewer}</Notice>
  // The service may say once more what the form knows.
  const wrong = new Set([...faults.map(fault => fault.pointer), ...[...said.parameters.keys()].map(pointerTo)]).size + said.rows.size
  return (
    <div className="sticky bottom-0 @max-[15rem]:static z-20 -mx-4 -mb-4 grid gap-2.5 rounded-b-lg border-t border-line bg-surface/95 px-4 pt-3 pb-[max(1rem,env(safe-area-inset-bottom))] backdrop-blur-sm max-lg:-mb-5">
      {Boolean(failure) && <OrderFailure failure={failure} failedAt={failedAt} elsewhere={said.elsewhere} />}
      {isSubmitted && wrong > 0 && !failure && (
        <p role="status" className="text-[0.8125rem] text-danger-ink">
          {t.fix(wrong)}
        </p>
      )}
      <div className="flex flex-wrap items-center justify-end gap-2">
        <Button type="submit" look="primary" size="large" className="h-auto min-h-11 min-w-0 flex-1 shrink basis-44 px-3 py-1.5 whitespace-normal" aria-disabled={ordering} aria-keyshortcuts="Control+Enter Meta+Enter">
          <Sparkles />
          {ordering ? t.ordering : t.generate[model.output]}
          <kbd aria-hidden className="ml-1 rounded-sm border border-current/30 px-1.5 py-px font-sans text-[0.6875rem] font-normal opacity-80 pointer-coarse:hidden">
            {SHORTCUT}
          </kbd>
        </Button>
        <Tooltip text={t.reset}>
          <Button look="quiet" size="icon" className="size-11" aria-label={t.reset} disabled={untouched} onClick={onReset}>
            <RotateCcw />
          </Button>
        </Tooltip>
      </div>
    </div>
  )
}

const SHORTCUT = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘ ↵' : 'Ctrl ↵'
