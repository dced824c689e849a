import { Progress as Radix } from 'radix-ui'
import { cn } from './class-names'

type Props = { percent: number | undefined; label: string; tone?: 'accent' | 'muted' | 'danger'; className?: string }

const TONES = { accent: 'bg-accent', muted: 'bg-line-strong', danger: 'bg-danger' } as const

/** Without a percentage it only says that something is going on. Nothing glides: each frame of it is taken from the upload it shows. */
export function Progress({ percent, label, tone = 'accent', className }: Props) {
  return (
    <Radix.Root
      value={percent === undefined ? null : Math.round(percent)}
      aria-label={label}
      className={cn('h-1.5 overflow-hidden rounded-full bg-line forced-colors:border', className)}
    >
      <Radix.Indicator
        className={cn('h-full rounded-full forced-colors:bg-[Highlight]', TONES[tone], percent === undefined && 'w-1/3 animate-pulse')}
        style={percent === undefined ? undefined : { width: `${percent}%` }}
      />
    </Radix.Root>
  )
}
