import { CircleAlert, Info } from 'lucide-react'
import { useId, type ReactNode } from 'react'
import { cn } from './class-names'

export type FieldParts = {
  readonly id: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': boolean | undefined
}

type Props = {
  label: ReactNode
  hint?: ReactNode
  warning?: ReactNode
  error?: ReactNode
  aside?: ReactNode
  className?: string
  children(parts: FieldParts): ReactNode
}

/** A label, its control, and what there is to say about it, all tied together for screen readers. */
export function Field({ label, hint, warning, error, aside, className, children }: Props) {
  const id = useId()
  const said = [hint && `${id}-hint`, warning && `${id}-warning`, error && `${id}-error`].filter(Boolean).join(' ')
  return (
    <div className={cn('grid grid-cols-1 gap-1.5', className)}>
      <div className="flex min-h-5 items-center justify-between gap-3">
        <label htmlFor={id} className="text-[0.8125rem] font-medium">
          {label}
        </label>
        {aside}
      </div>
      {children({ id, 'aria-describedby': said || undefined, 'aria-invalid': error ? true : undefined })}
      {error && (
        <p id={`${id}-error`} className="flex gap-1.5 text-[0.8125rem] text-danger-ink">
          <CircleAlert className="mt-0.5 size-3.5 shrink-0" aria-hidden />
          <span>{error}</span>
        </p>
      )}
      {warning && (
        <p id={`${id}-warning`} className="flex gap-1.5 text-[0.8125rem] text-warn-ink">
          <Info className="mt-0.5 size-3.5 shrink-0" aria-hidden />
          <span>{warning}</span>
        </p>
      )}
      {hint && (
        <p id={`${id}-hint`} className="text-xs text-muted">
          {hint}
        </p>
      )}
    </div>
  )
}
