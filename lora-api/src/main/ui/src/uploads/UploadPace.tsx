import { bytes, clock } from '@/words/format'
import { useLanguage, useWords } from '@/words/language'
import { timeLeft, type Upload } from './engine/upload'
import { words } from './words'

/** Where it is, in one line of aligned numbers. */
export function UploadPace({ upload }: { upload: Upload }) {
  const t = useWords(words)
  const language = useLanguage()
  const { phase, paused, retrying, compared, size, speed } = upload
  const done = phase === 'comparing' ? compared : upload.sent
  const isMoving = phase === 'uploading' && !paused
  const left = timeLeft(upload)
  const state = paused ? t.paused : isMoving && retrying ? t.retrying : t.phases[phase]
  const amount = done > 0 && done < size ? t.sentOf(bytes(done, language), bytes(size, language)) : bytes(size, language)
  const pace = isMoving && !retrying && speed !== undefined && speed > 0 && t.speed(bytes(speed, language))
  return (
    <p className="flex flex-wrap gap-x-2 text-xs text-muted tabular-nums">
      <span className={phase === 'interrupted' ? 'font-medium text-warn-ink' : undefined}>{state}</span>
      <span>{amount}</span>
      {pace && <span className="max-sm:hidden">{pace}</span>}
      {left !== undefined && !retrying && <span>{t.left(clock(left))}</span>}
    </p>
  )
}
