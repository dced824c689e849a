import { Package, TriangleAlert } from 'lucide-react'
import type { KeyboardEvent, ReactNode, Ref } from 'react'
import type { Lora } from '@/api/lora'
import { LoraPicture } from '@/library/LoraPicture'
import { Name } from '@/library/Name'
import { Button } from '@/ui/button'
import { Skeleton } from '@/ui/skeleton'
import { age, bytes } from '@/words/format'
import { useLanguage, useWords } from '@/words/language'
import { useNow } from '@/words/now'
import { words } from './words'

export type CardProps = {
  label: string
  opener: Ref<HTMLButtonElement>
  expanded: boolean
  invalid: boolean
  describedBy: string | undefined
  onOpen(): void
  onOpenerKey(event: KeyboardEvent): void
  onClear(): void
  onManage(): void
}

/** What was chosen, and what can be done about it. */
export function SelectedCard({ lora, ...rest }: CardProps & { lora: Lora }) {
  const language = useLanguage()
  const now = useNow(60_000)
  return (
    <Card {...rest} name={lora.name} picture={<LoraPicture lora={lora} />}>
      <p title={lora.name} className="font-medium">
        <Name>{lora.name}</Name>
      </p>
      <p className="truncate text-[0.8125rem] text-muted tabular-nums">
        {bytes(lora.fileSize, language)} • {age(lora.uploadedAt, now, language)}
      </p>
    </Card>
  )
}

/** It was chosen once, and has gone since. */
export function GoneCard(props: CardProps) {
  const t = useWords(words)
  const picture = (
    <span aria-hidden className="grid size-11 shrink-0 place-items-center rounded-md bg-danger-soft text-danger-ink [&_svg]:size-5">
      <TriangleAlert />
    </span>
  )
  return (
    <Card {...props} name={t.noName} picture={picture}>
      <p className="font-medium text-danger-ink">{t.gone}</p>
      <p className="text-[0.8125rem] text-muted">{t.goneHelp}</p>
    </Card>
  )
}

/** Nobody knows yet what it is, and one may go on without it all the same. */
export function WaitingCard(props: CardProps) {
  const t = useWords(words)
  const picture = (
    <span aria-hidden className="grid size-11 shrink-0 place-items-center rounded-md bg-sunken text-muted">
      <Package className="size-5" />
    </span>
  )
  return (
    <Card {...props} name={t.noName} picture={picture}>
      <div role="status" aria-label={t.loading} className="grid gap-2">
        <Skeleton className="h-3.5 w-2/3" />
        <Skeleton className="h-3 w-1/3" />
      </div>
    </Card>
  )
}

function Card({ label, name, picture, opener, expanded, invalid, describedBy, onOpen, onOpenerKey, onClear, onManage, children }: CardProps & { name: string; picture: ReactNode; children: ReactNode }) {
  const t = useWords(words)
  return (
    <div className={invalid ? 'rounded-lg border border-danger bg-surface' : 'rounded-lg border border-line bg-surface'}>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 p-3 pb-2">
        {picture}
        <div className="min-w-0 flex-1 basis-32">{children}</div>
      </div>
      <div className="flex flex-wrap gap-0.5 px-1.5 pb-1.5">
        <Button
          ref={opener}
          look="quiet"
          size="small"
          className="px-2.5"
          aria-haspopup="dialog"
          aria-expanded={expanded}
          aria-label={t.changeFor(label, name)}
          aria-describedby={describedBy}
          onClick={onOpen}
          onKeyDown={onOpenerKey}
        >
          {t.change}
        </Button>
        <Button look="quiet" size="small" className="px-2.5" aria-label={t.clearFor(label)} onClick={onClear}>
          {t.clear}
        </Button>
        <Button look="quiet" size="small" className="ml-auto px-2.5" aria-label={t.manageLong} onClick={onManage}>
          {t.manage}
        </Button>
      </div>
    </div>
  )
}
