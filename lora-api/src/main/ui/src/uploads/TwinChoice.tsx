import type { Lora } from '@/api/lora'
import { Button } from '@/ui/button'
import { useWords } from '@/words/language'
import type { Upload } from './engine/upload'
import type { Uploads } from './engine/uploads'
import { words } from './words'

type Props = { upload: Upload; twin: Lora; store: Uploads }

/** Nothing was sent: the workspace has this very file, and somebody says whether that will do. */
export function TwinChoice({ upload: { key, name, phase }, twin, store }: Props) {
  const t = useWords(words)
  return (
    <div className="grid grid-cols-1 gap-2">
      <p className="text-[0.8125rem]">{t.there(twin.name)}</p>
      {phase === 'there' && (
        <div className="flex flex-wrap gap-2">
          <Button look="primary" size="small" aria-label={t.of(t.takeTwin, name)} onClick={() => store.takeTwin(key)}>
            {t.takeTwin}
          </Button>
          <Button size="small" aria-label={t.of(t.sendAnyway, name)} onClick={() => store.sendAnyway(key)}>
            {t.sendAnyway}
          </Button>
        </div>
      )}
    </div>
  )
}
