import { Pause, Play, Repeat } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button } from '@/ui/button'
import { Tooltip } from '@/ui/tooltip'
import { number } from '@/words/format'
import { useLanguage, useWords } from '@/words/language'
import type { Together } from './together'
import { words } from './words'

/** One set for all videos, always in reach. */
export function Controls({ together }: { together: Together }) {
  const t = useWords(words)
  const language = useLanguage()
  const [playing, setPlaying] = useState(false)
  const [loops, setLoops] = useState(true)
  const [{ time, duration }, setAt] = useState({ time: 0, duration: 0 })
  useFrames(() => {
    if (playing && !together.keep(loops)) setPlaying(false)
    if (time !== together.time || duration !== together.duration) setAt({ time: together.time, duration: together.duration })
  })
  const toggle = () => {
    if (playing) together.pause()
    else together.play()
    setPlaying(!playing)
  }
  const seconds = (value: number) => number(value, language, 1)
  return (
    <div
      role="group"
      aria-label={t.controls}
      className="sticky bottom-3 z-20 mx-auto flex w-full max-w-2xl flex-wrap items-center justify-end gap-2 rounded-lg border border-line bg-raised/95 py-1.5 pr-2 pl-1.5 shadow-float backdrop-blur-sm sm:gap-3"
    >
      <Button look="primary" size="icon" aria-label={playing ? t.pause : t.play} onClick={toggle}>
        {playing ? <Pause /> : <Play />}
      </Button>
      <input
        type="range"
        aria-label={t.position}
        aria-valuetext={t.at(seconds(time), seconds(duration))}
        min={0}
        max={duration || 1}
        step={0.05}
        value={time}
        disabled={duration === 0}
        onChange={event => together.seek(Number(event.target.value))}
        className="h-9 min-w-0 flex-1 accent-accent pointer-coarse:h-11"
      />
      <span aria-hidden className="text-xs whitespace-nowrap text-muted tabular-nums">
        {time.toFixed(1)} / {duration.toFixed(1)}
      </span>
      <Tooltip text={t.loop}>
        <Button
          look="quiet"
          size="icon"
          aria-label={t.loop}
          aria-pressed={loops}
          className="aria-pressed:bg-accent-soft aria-pressed:text-accent-ink"
          onClick={() => setLoops(!loops)}
        >
          <Repeat />
        </Button>
      </Tooltip>
    </div>
  )
}

/** Before each frame that is drawn. */
function useFrames(act: () => void) {
  useEffect(() => {
    let frame = requestAnimationFrame(function next() {
      act()
      frame = requestAnimationFrame(next)
    })
    return () => cancelAnimationFrame(frame)
  })
}
