import { clsx, type ClassValue } from 'clsx'
import { twMerge } from 'tailwind-merge'

/** The later class wins where two of them set the same. */
export function cn(...classes: ClassValue[]) {
  return twMerge(clsx(classes))
}
