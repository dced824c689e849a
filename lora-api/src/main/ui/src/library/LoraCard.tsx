import { Copy, Trash2, WandSparkles } from 'lucide-react'
import { memo, useId } from 'react'
import type { Lora } from '@/api/lora'
import { Button } from '@/ui/button'
import { sentenceOfFile } from '@/words/files'
import { bytes, date } from '@/words/format'
import { useLanguage, useWords } from '@/words/language'
import { useSaid } from '@/words/said'
import { CardMenu } from './CardMenu'
import { useCopyWords } from './copying'
import { LoraBadges } from './LoraBadges'
import { LoraPicture } from './LoraPicture'
import { Name } from './Name'
import { Swipe } from './Swipe'
import { words } from './words'

export type CardActions = {
  readonly open: (lora: Lora) => void
  readonly download: (lora: Lora) => void
  /** Absent where nothing can be ordered. */
  readonly tryOut?: ((lora: Lora) => void) | undefined
  /** Absent for whoever may only read. */
  readonly remove?: ((lora: Lora) => void) | undefined
}

/** One LoRA: what it is, how large and how old, and what can be done with it. A click anywhere opens it. */
export const LoraCard = memo(function LoraCard({ lora, age, actions }: { lora: Lora; age: string; actions: CardActions }) {
  const t = useWords(words)
  const language = useLanguage()
  const id = useId()
  const { remove, tryOut } = actions
  return (
    <Swipe onDelete={remove && (() => remove(lora))}>
      <article
        aria-labelledby={id}
        className="relative flex h-full flex-col gap-3 rounded-lg border border-line bg-raised p-3.5 pb-2 transition-[border-color,box-shadow] duration-150 hover:border-line-strong hover:shadow-float"
      >
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <LoraPicture lora={lora} />
          <div className="min-w-0 flex-1 basis-32">
            <h4 className="font-medium">
              <button
                id={id}
                type="button"
                title={lora.name}
                aria-label={lora.name}
                data-lora={lora.id}
                className="block w-full rounded-sm text-left after:absolute after:inset-0 after:rounded-lg focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-offset-1 focus-visible:after:outline-accent"
                onClick={() => actions.open(lora)}
              >
                <Name>{lora.name}</Name>
              </button>
            </h4>
            <p className="text-[0.8125rem] text-muted tabular-nums">
              {bytes(lora.fileSize, language)}
              <span aria-hidden> • </span>
              <time dateTime={lora.uploadedAt} title={date(lora.uploadedAt, language)}>
                {age}
              </time>
            </p>
          </div>
        </div>
        <div className="flex flex-wrap gap-1.5">
          <LoraBadges lora={lora} />
        </div>
        <Trouble lora={lora} />
        <div className="relative mt-auto -mr-1.5 flex flex-wrap items-center justify-end gap-0.5">
          <TriggerWords lora={lora} />
          {tryOut && lora.status === 'ready' && (
            <Button look="quiet" size="small" className="relative px-2.5 text-accent-ink" aria-label={t.tryOne(lora.name)} onClick={() => tryOut(lora)}>
              <WandSparkles />
              {t.tryIt}
            </Button>
          )}
          {remove && (
            <Button look="quiet" size="icon-small" className="relative hover:text-danger-ink" aria-label={t.deleteOne(lora.name)} onClick={() => remove(lora)}>
              <Trash2 />
            </Button>
          )}
          <CardMenu lora={lora} actions={actions} />
        </div>
      </article>
    </Swipe>
  )
})

function Trouble({ lora }: { lora: Lora }) {
  const t = useWords(words)
  const language = useLanguage()
  const say = useSaid()
  if (lora.rejection) return <p className="line-clamp-3 text-[0.8125rem] text-danger-ink">{say(sentenceOfFile(lora.rejection.code, lora.rejection.message, language))}</p>
  if (lora.status === 'missing') return <p className="text-[0.8125rem] text-danger-ink">{t.missing}</p>
  return null
}

function TriggerWords({ lora }: { lora: Lora }) {
  const t = useWords(words)
  const copy = useCopyWords()
  if (lora.triggerWords.length === 0) return <span className="h-8 flex-1 pointer-coarse:h-11" />
  const text = lora.triggerWords.join(', ')
  return (
    <div className="flex min-w-0 flex-1 basis-14">
      <Button
        look="quiet"
        size="small"
        className="relative -ml-2 min-w-0 shrink justify-start px-2 font-normal"
        aria-label={`${t.copyTriggerWords}: ${text}`}
        title={t.copyTriggerWords}
        onClick={() => copy(lora)}
      >
        <Copy className="size-3.5" />
        <span className="truncate">{text}</span>
      </Button>
    </div>
  )
}
