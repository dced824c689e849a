import { cn } from '@/ui/class-names'
import { bytes, number } from '@/words/format'
import { useLanguage, useWords } from '@/words/language'
import { fullnessOf } from './fullness'
import { useUsage } from './useUsage'
import { words } from './words'

const LOOKS = {
  calm: { text: 'text-muted', used: 'bg-muted/70', reserved: 'bg-muted/30' },
  near: { text: 'font-medium text-warn-ink', used: 'bg-warn-ink', reserved: 'bg-warn-ink/50' },
  full: { text: 'font-medium text-danger-ink', used: 'bg-danger', reserved: 'bg-danger/50' },
} as const

/** How much room there is. It says so quietly until little is left. */
export function StorageMeter() {
  const t = useWords(words)
  const language = useLanguage()
  const usage = useUsage()
  if (!usage) return null
  const { used, reserved, level, byCount } = fullnessOf(usage)
  const look = LOOKS[level]
  const said = [
    t.levels[level],
    byCount
      ? t.counted(number(usage.loraCount, language), number(usage.loraLimit, language))
      : t.used(bytes(usage.usedBytes, language), bytes(usage.quotaBytes, language)),
    usage.reservedBytes > 0 && t.reserved(bytes(usage.reservedBytes, language)),
  ].filter(Boolean)
  return (
    <div className="grid min-w-0 flex-1 grid-cols-1 gap-1.5 sm:max-w-96">
      <p className={cn('flex flex-wrap gap-x-1 text-xs tabular-nums', look.text)}>
        {said.map((part, index) => (
          <span key={part || ''}>
            {index > 0 && <span aria-hidden>· </span>}
            {part}
          </span>
        ))}
      </p>
      <div
        role="meter"
        aria-label={t.title}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(used + reserved)}
        aria-valuetext={said.join(', ')}
        className="flex h-1 overflow-hidden rounded-full bg-line forced-colors:border"
      >
        <span className={cn('transition-[width] duration-200 forced-colors:bg-[Highlight]', look.used)} style={{ width: `${used}%` }} />
        <span className={cn('transition-[width] duration-200 forced-colors:bg-[GrayText]', look.reserved)} style={{ width: `${reserved}%` }} />
      </div>
    </div>
  )
}
