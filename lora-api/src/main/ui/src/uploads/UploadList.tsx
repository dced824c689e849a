import { Button } from '@/ui/button'
import { Progress } from '@/ui/progress'
import { bytes, clock } from '@/words/format'
import { useLanguage, useWords } from '@/words/language'
import { isOver, overall, type Upload } from './engine/upload'
import type { Uploads } from './engine/uploads'
import { arranged, pairsIn } from './pairs'
import { UploadRow } from './UploadRow'
import { words } from './words'

type Props = { uploads: ReadonlyArray<Upload>; store: Uploads; onChoose(): void }

export function UploadList({ uploads, store, onChoose }: Props) {
  const t = useWords(words)
  const pairs = pairsIn(uploads)
  return (
    <div className="grid grid-cols-1 gap-1">
      <ListHeader uploads={uploads} onClear={() => store.clear()} />
      <ul aria-label={t.list} className="divide-y divide-line">
        {arranged(uploads, pairs).map(upload => (
          <UploadRow key={upload.key} upload={upload} isPaired={pairs.has(upload.key)} store={store} onChoose={onChoose} />
        ))}
      </ul>
    </div>
  )
}

function ListHeader({ uploads, onClear }: { uploads: ReadonlyArray<Upload>; onClear(): void }) {
  const t = useWords(words)
  const language = useLanguage()
  const moving = overall(uploads)
  const pace = moving && [
    `${moving.percent}%`,
    moving.speed > 0 && t.speed(bytes(moving.speed, language)),
    moving.secondsLeft !== undefined && t.left(clock(moving.secondsLeft)),
  ]
  return (
    <div className="grid grid-cols-1 gap-2">
      <div className="flex min-h-8 items-center gap-3 pointer-coarse:min-h-11">
        <p className="flex min-w-0 flex-1 flex-wrap gap-x-2 text-[0.8125rem]">
          <span className="font-medium">{moving ? t.uploading(moving.count) : t.list}</span>
          {pace && <span className="text-muted tabular-nums">{pace.filter(Boolean).join(' · ')}</span>}
        </p>
        {uploads.some(isOver) && (
          <Button look="quiet" size="small" onClick={onClear}>
            {t.clear}
          </Button>
        )}
      </div>
      {moving && uploads.length > 1 && <Progress percent={moving.percent} label={t.all} className="h-1" />}
    </div>
  )
}
