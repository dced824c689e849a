import { cva, type VariantProps } from 'class-variance-authority'
import type { ComponentProps } from 'react'
import { cn } from './class-names'

const looks = cva('inline-flex h-5 max-w-full items-center gap-1 rounded-full px-2 text-[0.6875rem] font-medium whitespace-nowrap forced-colors:border [&_svg]:size-3', {
  variants: {
    tone: {
      plain: 'bg-line/60 text-muted',
      accent: 'bg-accent-soft text-accent-ink',
      info: 'bg-info-soft text-info-ink',
      warn: 'bg-warn-soft text-warn-ink',
      danger: 'bg-danger-soft text-danger-ink',
    },
  },
  defaultVariants: { tone: 'plain' },
})

export function Badge({ className, tone, ...rest }: ComponentProps<'span'> & VariantProps<typeof looks>) {
  return <span className={cn(looks({ tone }), className)} {...rest} />
}
