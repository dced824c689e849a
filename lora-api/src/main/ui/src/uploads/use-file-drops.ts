import { useEffect, useEffectEvent, useState } from 'react'
import { carriesFiles, droppedFiles } from './dropped-files'

/** Takes files that are dropped anywhere on the page, or pasted. Tells whether some are held over it. */
export function useFileDrops(add: (files: File[]) => void): boolean {
  const [isOver, setOver] = useState(false)
  const take = useEffectEvent(add)
  useEffect(() => {
    const ended = new AbortController()
    const { signal } = ended
    const over = (event: DragEvent) => carriesFiles(event.dataTransfer) && setOver(true)
    const leave = (event: DragEvent) => event.relatedTarget === null && setOver(false)
    const drop = (event: DragEvent) => {
      setOver(false)
      if (!event.dataTransfer || !carriesFiles(event.dataTransfer)) return
      event.preventDefault()
      void droppedFiles(event.dataTransfer).then(files => take(files))
    }
    const paste = (event: ClipboardEvent) => {
      const files = Array.from(event.clipboardData?.files ?? [])
      if (files.length > 0) take(files)
    }
    addEventListener('dragover', over, { signal })
    addEventListener('dragleave', leave, { signal })
    addEventListener('drop', drop, { signal })
    addEventListener('paste', paste, { signal })
    return () => ended.abort()
  }, [])
  return isOver
}
