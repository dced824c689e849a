import { drawnUp } from '@/ui/drawnUp'
import { tailOf } from './tail'

/** Gives up its middle where there is no room: the end of a file's name tells high from low, and is itself cut at its start. */
export function Name({ children }: { children: string }) {
  const tail = tailOf(children)
  if (tail === '') return <span className="block truncate">{children}</span>
  return (
    <span className="flex min-w-0 whitespace-pre">
      <span key={children} ref={drawnUp} className="truncate">
        {children.slice(0, -tail.length)}
      </span>
      <span className="max-w-full shrink-0 overflow-hidden text-ellipsis [direction:rtl]">
        <bdi>{tail}</bdi>
      </span>
    </span>
  )
}
