import { cn } from '@/ui/class-names'
import { bytes, number } from '@/words/format'
import { useLanguage, useWords } from '@/words/language'
import { fullnessOf } from './fullness'
import { useUsage } from './useUsage'
import { words } from './words'

/** How much room there is. It says so quietly until little is left. */
export function StorageMeter() {
  const t = useWords(words)
  const language = useLanguage()
  const usage = useUsage()
  if (!usage) return null
  const { used, reserved, level, byCount } = fullnessOf(usage)
  const isLoud = level !== 'calm'
  const said = [
    t.levels[level],
    byCount
      ? t.counted(number(usage.loraCount, language), number(usage.loraLimit, language))
      : t.used(bytes(usage.usedBytes, language), bytes(usage.quotaBytes, language)),
    usage.reservedBytes > 0 && t.reserved(bytes(usage.reservedBytes, language)),
  ].filter(Boolean)
  return (
    <div className="grid min-w-0 flex-1 grid-cols-1 gap-1.5 sm:max-w-96">
      <p className={cn('flex flex-wrap gap-x-2 text-xs tabular-nums', isLoud ? 'font-medium text-warn-ink' : 'text-muted')}>
        {said.map(part => (
          <span key={part || ''}>{part}</span>
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
        <span className={cn('transition-[width] duration-200 forced-colors:bg-[Highlight]', isLoud ? 'bg-danger' : 'bg-muted/70')} style={{ width: `${used}%` }} />
        <span className={cn('transition-[width] duration-200 forced-colors:bg-[GrayText]', isLoud ? 'bg-danger/50' : 'bg-muted/30')} style={{ width: `${reserved}%` }} />
      </div>
    </div>
  )
}
