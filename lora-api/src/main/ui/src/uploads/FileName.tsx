import { drawnUp } from '@/ui/drawnUp'

const TAIL = 22

/** Its end tells high from low, so it is the middle that gives way where there is no room. */
export function FileName({ name }: { name: string }) {
  const points = [...name]
  const cut = Math.max(0, points.length - TAIL)
  return (
    <span className="flex min-w-0 font-medium" title={name}>
      <span className="sr-only">{name}</span>
      <span ref={drawnUp} aria-hidden className="truncate">
        {points.slice(0, cut).join('')}
      </span>
      <span aria-hidden className="max-w-full shrink-0 truncate [direction:rtl]">
        <bdi>{points.slice(cut).join('')}</bdi>
      </span>
    </span>
  )
}
