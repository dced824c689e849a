import { memo } from 'react'
import { Button } from '@/ui/button'
import { Progress } from '@/ui/progress'
import { useLanguage, useWords } from '@/words/language'
import type { Phase, Upload } from './engine/upload'
import type { Uploads } from './engine/uploads'
import { FactBadges } from './FactBadges'
import { FileName } from './FileName'
import { PhaseIcon } from './PhaseIcon'
import { RowActions } from './RowActions'
import { sentenceOfTrouble } from './troubles'
import { TwinChoice } from './TwinChoice'
import { UploadPace } from './UploadPace'
import { words } from './words'

type Props = { upload: Upload; isPaired: boolean; store: Uploads; onChoose(): void }

const WITH_BAR: ReadonlySet<Phase> = new Set(['checking', 'comparing', 'waiting', 'uploading', 'finishing', 'verifying', 'failed', 'interrupted'])

/** One file on its way. Only rows that changed are drawn again. */
export const UploadRow = memo(function UploadRow({ upload, isPaired, store, onChoose }: Props) {
  const t = useWords(words)
  const language = useLanguage()
  const { phase, trouble, lora, twin, name } = upload
  return (
    <li className="flex gap-3 py-3">
      <PhaseIcon upload={upload} />
      <div className="grid min-w-0 flex-1 grid-cols-1 gap-1.5">
        <div className="flex min-w-0 items-start gap-2">
          <div className="grid min-w-0 flex-1 grid-cols-1 gap-1">
            <FileName name={name} />
            <UploadPace upload={upload} />
          </div>
          <RowActions upload={upload} store={store} />
        </div>
        {WITH_BAR.has(phase) && <Progress percent={percentOf(upload)} tone={toneOf(upload)} label={t.progressOf(name)} />}
        {trouble && <p className="text-[0.8125rem] text-danger-ink">{sentenceOfTrouble(trouble, language)}</p>}
        {lora && !twin && isNumbered(lora.name, name) && <p className="text-xs text-muted">{t.savedAs(lora.name)}</p>}
        {upload.facts && <FactBadges facts={upload.facts} isPaired={isPaired} />}
        {phase === 'interrupted' && (
          <Button size="small" className="mt-0.5 justify-self-start" aria-label={t.of(t.choose, name)} onClick={onChoose}>
            {t.choose}
          </Button>
        )}
        {twin && <TwinChoice upload={upload} twin={twin} store={store} />}
      </div>
    </li>
  )
})

/** Only names that others have get a number; other differences are the service's way to write the same name. */
function isNumbered(saved: string, fileName: string) {
  return / \(\d+\)$/.test(saved) && saved.normalize() !== fileName.normalize().replace(/\.[^.]*$/, '')
}

function percentOf({ phase, sent, compared, size }: Upload) {
  if (phase === 'checking') return undefined
  if (phase === 'comparing') return (compared / Math.max(size, 1)) * 100
  if (phase === 'interrupted') return 0
  return phase === 'verifying' || phase === 'finishing' ? 100 : (sent / Math.max(size, 1)) * 100
}

function toneOf({ phase, paused, retrying }: Upload) {
  if (phase === 'failed') return 'danger'
  return paused || retrying ? 'muted' : 'accent'
}
