import { cva, type VariantProps } from 'class-variance-authority'
import { Slot } from 'radix-ui'
import type { ComponentProps } from 'react'
import { cn } from './class-names'

const looks = cva(
  'inline-flex shrink-0 select-none items-center justify-center gap-2 rounded-md font-medium whitespace-nowrap max-[26rem]:max-w-full max-[26rem]:whitespace-normal transition-colors duration-150 disabled:cursor-not-allowed disabled:opacity-50 aria-disabled:cursor-not-allowed aria-disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0',
  {
    variants: {
      look: {
        primary: 'bg-accent text-on-accent hover:bg-accent-hover forced-colors:border',
        secondary: 'border border-line bg-surface text-ink hover:border-line-strong hover:bg-sunken',
        quiet: 'text-muted hover:bg-sunken hover:text-ink',
        danger: 'bg-danger text-on-danger hover:opacity-90 forced-colors:border',
        link: 'text-accent-ink underline-offset-4 hover:underline',
      },
      size: {
        small: 'h-8 px-3 text-[0.8125rem] pointer-coarse:h-11',
        normal: 'h-9 px-3.5 pointer-coarse:h-11',
        large: 'h-11 px-5 text-[0.9375rem]',
        icon: 'size-9 pointer-coarse:size-11',
        'icon-small': 'size-8 pointer-coarse:size-11',
        inline: 'h-auto pointer-coarse:min-h-11',
      },
    },
    defaultVariants: { look: 'secondary', size: 'normal' },
  },
)

type Props = ComponentProps<'button'> & VariantProps<typeof looks> & { asChild?: boolean }

export function Button({ className, look, size, asChild = false, ...rest }: Props) {
  const classes = cn(looks({ look, size }), className)
  return asChild ? <Slot.Root className={classes} {...rest} /> : <button type="button" className={classes} {...rest} />
}
