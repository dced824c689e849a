import type { ComponentProps } from 'react'
import { cn } from './class-names'

export const control =
  'w-full min-w-0 rounded-md text-ellipsis border border-line-strong bg-surface px-3 text-ink transition-colors duration-150 placeholder:text-muted hover:border-ink aria-invalid:border-danger disabled:opacity-60 max-sm:text-base'

export function Input({ className, type = 'text', ...rest }: ComponentProps<'input'>) {
  return <input type={type} className={cn(control, 'h-9 pointer-coarse:h-11', className)} {...rest} />
}

export function Textarea({ className, ...rest }: ComponentProps<'textarea'>) {
  return <textarea className={cn(control, 'field-sizing-content min-h-20 py-2 leading-relaxed', className)} {...rest} />
}
