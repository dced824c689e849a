import { createContext, use, useEffect, useMemo, useSyncExternalStore, type ReactNode } from 'react'
import { useClient } from '@/access/SignIn'
import { useLive } from '@/live/Live'
import { toast } from '@/ui/toasts'
import { useWords } from '@/words/language'
import { browserSurroundings } from './browser'
import { carriesFiles } from './dropped-files'
import { isSending, type Upload } from './engine/upload'
import { Uploads } from './engine/uploads'
import { words } from './words'

const UploadsContext = createContext<Uploads | undefined>(undefined)

/** One store for each client. Uploads go on whatever is shown of them. */
export function UploadsProvider({ store, children }: { store?: Uploads; children: ReactNode }) {
  const client = useClient()
  const uploads = useMemo(() => store ?? new Uploads(browserSurroundings(client)), [store, client])
  useLive('lora', event => uploads.hear(event))
  useEffect(() => void uploads.restore(), [uploads])
  useBrowserEvents(uploads)
  return (
    <UploadsContext value={uploads}>
      <SettledToasts uploads={uploads} />
      {children}
    </UploadsContext>
  )
}

export function useUploads(): { readonly store: Uploads; readonly uploads: ReadonlyArray<Upload> } {
  const store = use(UploadsContext)
  if (!store) throw new Error('useUploads is for what is inside UploadsProvider')
  return { store, uploads: useSyncExternalStore(store.subscribe, store.snapshot) }
}

/** Asks before the page is left while something is on its way; a file dropped beside the dialog must not replace the page. */
function useBrowserEvents(uploads: Uploads) {
  useEffect(() => {
    const ended = new AbortController()
    const { signal } = ended
    const keepPage = (event: DragEvent) => carriesFiles(event.dataTransfer) && event.preventDefault()
    addEventListener('beforeunload', event => uploads.snapshot().some(isSending) && event.preventDefault(), { signal })
    addEventListener('online', () => uploads.wake(), { signal })
    addEventListener('dragover', keepPage, { signal })
    addEventListener('drop', keepPage, { signal })
    return () => ended.abort()
  }, [uploads])
}

function SettledToasts({ uploads }: { uploads: Uploads }) {
  const t = useWords(words)
  useEffect(
    () =>
      uploads.whenSettled(({ phase, name, lora }) => {
        if (phase === 'ready') toast.success(t.readyToast(lora?.name ?? name))
        if (phase === 'rejected') toast.error(t.rejectedToast(name))
      }),
    [uploads, t],
  )
  return null
}
