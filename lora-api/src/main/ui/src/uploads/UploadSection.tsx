import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { useClient } from '@/access/SignIn'
import { mayWrite } from '@/access/session'
import type { Lora } from '@/api/lora'
import { useLanguage, useWords } from '@/words/language'
import { Announcements } from './Announcements'
import { DropZone } from './DropZone'
import type { Upload } from './engine/upload'
import { sentenceOfTrouble } from './troubles'
import { UploadList } from './UploadList'
import { useUploads } from './UploadsProvider'
import { useFileDrops } from './use-file-drops'
import { words } from './words'

/** Where LoRAs come in, and how far those are that do. */
export function UploadSection({ onReady }: { onReady?(lora: Lora): void }) {
  const { session } = useClient()
  return mayWrite(session) ? <Uploading {...(onReady ? { onReady } : {})} /> : null
}

function Uploading({ onReady }: { onReady?(lora: Lora): void }) {
  const t = useWords(words)
  const largest = useClient().session.config.largestFile
  const { store, uploads } = useUploads()
  const language = useLanguage()
  const chooser = useRef<HTMLInputElement>(null)
  const [isEmptyHanded, setEmptyHanded] = useState(false)
  const add = (files: ReadonlyArray<File>) => {
    setEmptyHanded(files.length === 0)
    store.add(files)
  }
  const isOver = useFileDrops(add)
  const choose = () => chooser.current?.click()
  // Whoever waits for a LoRA here does not mean one that was on its way before, but one that is there and chosen here.
  const [earlier] = useState(() => new Set(uploads.map(({ key }) => key)))
  const ready = useEffectEvent((upload: Upload) => {
    const isMeant = upload.twin !== undefined || !earlier.has(upload.key)
    if (upload.phase === 'ready' && upload.lora && isMeant) onReady?.(upload.lora)
  })
  useEffect(() => store.prepare(), [store])
  useEffect(() => store.whenSettled(upload => ready(upload)), [store])
  return (
    <section aria-label={t.title} className="grid grid-cols-1 gap-4">
      <input
        ref={chooser}
        type="file"
        hidden
        multiple
        accept=".safetensors,.ckpt"
        onChange={event => {
          add(Array.from(event.target.files ?? []))
          // The same file may be chosen again.
          event.target.value = ''
        }}
      />
      <DropZone
        compact={uploads.length > 0}
        isOver={isOver}
        onChoose={choose}
        largest={largest}
        error={isEmptyHanded ? sentenceOfTrouble({ by: 'name', code: 'NO_FILE', largest }, language) : undefined}
      />
      {uploads.length > 0 && <UploadList uploads={uploads} store={store} onChoose={choose} />}
      <Announcements store={store} />
    </section>
  )
}
