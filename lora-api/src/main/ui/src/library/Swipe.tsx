import { Trash2 } from 'lucide-react'
import { useEffect, useRef, useState, type PointerEvent, type ReactNode } from 'react'
import { cn } from '@/ui/class-names'
import { useWords } from '@/words/language'
import { afterSwipe, REVEALED, swiped } from './swiping'
import { words } from './words'

type Start = { readonly x: number; readonly y: number; readonly from: number }

/** A finger that moves to the left uncovers "Delete" and no more: the button still has to be pressed, and asks. */
export function Swipe({ onDelete, children }: { onDelete: (() => void) | undefined; children: ReactNode }) {
  const t = useWords(words)
  const [offset, setOffset] = useState(0)
  const [moving, setMoving] = useState(false)
  const start = useRef<Start | undefined>(undefined)
  const frame = useRef<HTMLDivElement>(null)
  const open = offset === REVEALED && !moving

  useEffect(() => {
    if (!open) return
    const elsewhere = (event: Event) => {
      if (event.target instanceof Node && !frame.current?.contains(event.target)) setOffset(0)
    }
    document.addEventListener('pointerdown', elsewhere)
    return () => document.removeEventListener('pointerdown', elsewhere)
  }, [open])

  if (!onDelete) return <div className="h-full">{children}</div>
  const begin = (event: PointerEvent) => {
    if (event.pointerType === 'touch') start.current = { x: event.clientX, y: event.clientY, from: offset }
  }
  const move = (event: PointerEvent) => {
    if (!start.current) return
    const next = swiped(start.current, event.clientX, event.clientY, moving)
    if (next === undefined) return
    setMoving(true)
    setOffset(next)
  }
  const end = () => {
    start.current = undefined
    if (!moving) return
    setMoving(false)
    setOffset(afterSwipe(offset))
  }
  return (
    <div ref={frame} className="relative h-full touch-pan-y overflow-clip rounded-lg [overflow-clip-margin:20px]">
      {offset < 0 && (
        <button
          type="button"
          className="absolute inset-y-0 right-0 flex w-22 flex-col items-center justify-center gap-1 rounded-lg bg-danger text-xs font-medium text-on-danger [&_svg]:size-5"
          onClick={() => {
            setOffset(0)
            onDelete()
          }}
        >
          <Trash2 aria-hidden />
          {t.delete}
        </button>
      )}
      <div
        className={cn('relative h-full', !moving && 'transition-transform duration-200')}
        style={offset === 0 ? undefined : { transform: `translateX(${offset}px)` }}
        onPointerDown={begin}
        onPointerMove={move}
        onPointerUp={end}
        onPointerCancel={end}
        onClickCapture={event => {
          if (offset === 0) return
          event.preventDefault()
          event.stopPropagation()
          setOffset(0)
        }}
      >
        {children}
      </div>
    </div>
  )
}
