import { CircleAlert, Upload } from 'lucide-react'
import { cn } from '@/ui/class-names'
import { limit } from '@/words/format'
import { useWords } from '@/words/language'
import { words } from './words'

type Props = { compact: boolean; isOver: boolean; onChoose(): void; largest: number; error: string | undefined }

/** As large as it may be while it is all there is; one line once there is a list below it. */
export function DropZone({ compact, isOver, onChoose, largest, error }: Props) {
  const t = useWords(words)
  return (
    <div className="grid grid-cols-1 gap-2">
      <button
        type="button"
        onClick={onChoose}
        className={cn(
          'group flex w-full items-center justify-center gap-x-4 gap-y-3 rounded-lg border border-dashed border-line-strong px-5 transition-colors duration-150 hover:border-accent hover:bg-accent-soft/50',
          compact ? 'py-4 text-left max-sm:px-4' : 'flex-col py-8 text-center',
          isOver && 'border-solid border-accent bg-accent-soft',
        )}
      >
        <span
          aria-hidden
          className={cn(
            'grid size-10 shrink-0 place-items-center rounded-full bg-sunken text-muted transition-colors group-hover:bg-accent-soft group-hover:text-accent-ink [&_svg]:size-5',
            isOver && 'bg-surface text-accent-ink',
          )}
        >
          <Upload />
        </span>
        <span className={cn('grid min-w-0 grid-cols-1 gap-0.5', compact && 'flex-1')}>
          <span className="text-[0.9375rem] font-medium">{isOver ? t.letGo : t.drop}</span>
          <span className="text-[0.8125rem] text-muted">
            {t.browse} <span className="inline-block">{t.limits(limit(largest))}</span>
          </span>
        </span>
      </button>
      {error && (
        <p role="alert" className="flex items-center gap-1.5 text-[0.8125rem] text-danger-ink">
          <CircleAlert className="size-3.5 shrink-0" aria-hidden />
          {error}
        </p>
      )}
    </div>
  )
}
