import { Box, Layers, Package } from 'lucide-react'
import { useState } from 'react'
import type { Lora } from '@/api/lora'
import { cn } from '@/ui/class-names'
import { expertOf } from './titles'

const ICONS = {
  high: { icon: Layers, look: 'bg-accent-soft text-accent-ink' },
  low: { icon: Layers, look: 'bg-info-soft text-info-ink' },
  both: { icon: Package, look: 'bg-line/60 text-muted' },
  unknown: { icon: Box, look: 'bg-line/60 text-muted' },
} as const

/** The picture out of the file, or a sign for what it is. */
export function LoraPicture({ lora, className }: { lora: Lora; className?: string }) {
  const [broken, setBroken] = useState<string>()
  const { icon: Icon, look } = ICONS[expertOf(lora)]
  const shape = cn('size-11 shrink-0 rounded-md', className)
  if (lora.thumbnailUrl && lora.thumbnailUrl !== broken) {
    return <img src={lora.thumbnailUrl} alt="" loading="lazy" decoding="async" className={cn(shape, 'object-cover')} onError={() => setBroken(lora.thumbnailUrl)} />
  }
  return (
    <span aria-hidden className={cn(shape, 'grid place-items-center [&_svg]:size-5 [&_svg]:stroke-[1.75]', look)}>
      <Icon />
    </span>
  )
}
