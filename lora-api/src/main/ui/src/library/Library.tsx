import { RotateCw } from 'lucide-react'
import { useId, useMemo, useRef, useState } from 'react'
import { useClient } from '@/access/SignIn'
import { mayWrite } from '@/access/session'
import type { Lora } from '@/api/lora'
import { partnerOf } from '@/selector/partner'
import { Button } from '@/ui/button'
import { date, number } from '@/words/format'
import { useLanguage, useWords } from '@/words/language'
import { useDelete, useDownload } from './changes'
import { DeleteQuestion } from './DeleteQuestion'
import { EditDialog } from './EditDialog'
import { NO_FILTERS, type Filters } from './filters'
import { cardOf, useFocusAfter } from './focus'
import type { CardActions } from './LoraCard'
import { LoraList } from './LoraList'
import { useLibrary, useReadyLoras } from './loras'
import { useSettled } from './settled'
import { Toolbar } from './Toolbar'
import { words } from './words'

type Props = {
  onChooseFile(): void
  /** Whoever gives this wants to see what a LoRA does, with its other half where there is one. */
  onTry?: ((lora: Lora, partner: Lora | undefined) => void) | undefined
}

/** Everything in the workspace: to find, look at, change and delete. */
export function Library({ onChooseFile, onTry }: Props) {
  const t = useWords(words)
  const language = useLanguage()
  const { session } = useClient()
  const writes = mayWrite(session)
  const [filters, setFilters] = useState(NO_FILTERS)
  const query = useSettled(filters.query, 200)
  const library = useLibrary(useMemo(() => ({ ...filters, query }), [filters, query]))
  const readAt = library.dataUpdatedAt
  const [asked, setAsked] = useState<Lora>()
  const [opened, setOpened] = useState<Lora>()
  const [said, setSaid] = useState('')
  const search = useRef<HTMLInputElement>(null)
  const focus = useFocusAfter(library.loras, search)
  const remove = useDelete()
  const download = useDownload()
  const heading = useId()
  const { mutate: fetchFile } = download
  const { loras: ready } = useReadyLoras()
  const actions: CardActions = useMemo(
    () => ({
      open: setOpened,
      download: fetchFile,
      tryOut: writes && onTry ? lora => onTry(lora, partnerOf(lora, ready)) : undefined,
      remove: writes ? setAsked : undefined,
    }),
    [fetchFile, writes, onTry, ready],
  )
  const change = (part: Partial<Filters>) => setFilters(now => ({ ...now, ...part }))
  const refresh = async () => {
    setSaid('')
    const { data } = await library.refetch()
    if (data) setSaid(t.refreshed(number(data.pages.at(-1)?.total ?? 0, language)))
  }
  return (
    <section aria-labelledby={heading} className="grid grid-cols-1 gap-1">
      <div className="flex items-center justify-between gap-3">
        <h3 id={heading} className="text-[0.9375rem] font-semibold tabular-nums">
          {t.yours(library.data ? number(library.total, language) : '…')}
        </h3>
        <Button look="quiet" size="small" className="px-2.5" title={readAt > 0 ? t.asOf(date(new Date(readAt).toISOString(), language)) : undefined} onClick={() => void refresh()}>
          <RotateCw className={library.isRefetching ? 'animate-spin' : undefined} />
          {t.refresh}
        </Button>
      </div>
      <Toolbar filters={filters} onChange={change} search={search} />
      <LoraList
        library={library}
        filters={filters}
        onClearFilters={() => setFilters({ ...NO_FILTERS, sort: filters.sort })}
        onChooseFile={writes ? onChooseFile : undefined}
        actions={actions}
        labelledBy={heading}
      />
      <p role="status" className="sr-only">
        {said}
      </p>
      <DeleteQuestion
        lora={asked}
        onClose={() => setAsked(undefined)}
        onDelete={lora => {
          focus.watch(lora)
          remove.mutate(lora)
        }}
        otherwise={focus.heir}
      />
      {opened && <EditDialog key={opened.id} lora={opened} onClose={() => setOpened(undefined)} focus={() => cardOf(opened.id) ?? search.current} />}
    </section>
  )
}
