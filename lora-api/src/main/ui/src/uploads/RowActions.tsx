import { Pause, Play, RotateCw, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '@/ui/button'
import { useWords } from '@/words/language'
import type { Upload } from './engine/upload'
import type { Uploads } from './engine/uploads'
import { words } from './words'

type Props = { upload: Upload; store: Uploads }

/** What can be done with a file where it is now. */
export function RowActions({ upload: { key, name, phase, paused }, store }: Props) {
  const t = useWords(words)
  const isStoppable = phase === 'waiting' || phase === 'uploading'
  const action = (text: string, icon: ReactNode, act: () => void) => (
    <Button look="quiet" size="icon-small" aria-label={t.of(text, name)} title={text} onClick={act}>
      {icon}
    </Button>
  )
  return (
    <div className="-my-1 flex shrink-0 items-center">
      {isStoppable && !paused && action(t.pause, <Pause />, () => store.pause(key))}
      {isStoppable && paused && action(t.resume, <Play />, () => store.resume(key))}
      {(phase === 'failed' || phase === 'cancelled') && action(t.retry, <RotateCw />, () => store.retry(key))}
      {(isStoppable || phase === 'checking' || phase === 'comparing') && action(t.cancel, <X />, () => store.cancel(key))}
      {phase === 'interrupted' && action(t.giveUp, <X />, () => store.cancel(key))}
      {['there', 'refused', 'rejected', 'failed', 'cancelled', 'ready'].includes(phase) && action(t.dismiss, <X />, () => store.dismiss(key))}
    </div>
  )
}
