import { Check } from 'lucide-react'
import { memo } from 'react'
import { LoraPicture } from '@/library/LoraPicture'
import { Name } from '@/library/Name'
import { modelName } from '@/library/titles'
import { cn } from '@/ui/class-names'
import { age, bytes } from '@/words/format'
import { useLanguage, useWords } from '@/words/language'
import type { Choice } from './choices'
import { reasonOf } from './reasons'
import { words } from './words'

type Props = {
  id: string
  choice: Choice
  now: number
  active: boolean
  selected: boolean
  position: number
  total: number
  onPoint(): void
  onPick(): void
}

/** A row to choose. What cannot be chosen stays in sight and says why. */
export const Option = memo(function Option({ id, choice, now, active, selected, position, total, onPoint, onPick }: Props) {
  const t = useWords(words)
  const language = useLanguage()
  const { lora, misfit } = choice
  return (
    // Keys are heard by the search field, which keeps the focus.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={selected}
      aria-disabled={misfit ? true : undefined}
      aria-setsize={total}
      aria-posinset={position}
      className={cn('flex min-h-14 items-center gap-3 rounded-md px-2 py-1.5', active && 'bg-line/60 forced-colors:outline-2 forced-colors:-outline-offset-2')}
      onPointerMove={event => {
        if (event.pointerType === 'mouse' && !active) onPoint()
      }}
      onPointerDown={event => event.preventDefault()}
      onClick={onPick}
    >
      <LoraPicture lora={lora} className={cn('size-9', misfit && 'opacity-50 grayscale')} />
      <div className="min-w-0 flex-1">
        <p title={lora.name} className={cn('font-medium', misfit && 'font-normal text-muted')}>
          <Name>{lora.name}</Name>
        </p>
        <p className="truncate text-xs text-muted tabular-nums">
          {misfit ? (
            reasonOf(misfit, t)
          ) : (
            <>
              {bytes(lora.fileSize, language)}
              {' • '}
              {age(lora.uploadedAt, now, language)}
              {modelName(lora.facts?.baseModel) && ` • ${modelName(lora.facts?.baseModel)}`}
            </>
          )}
        </p>
      </div>
      {selected && <Check className="size-4 shrink-0 text-accent-ink" aria-hidden />}
    </div>
  )
})
