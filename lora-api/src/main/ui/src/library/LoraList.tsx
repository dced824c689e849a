import { CloudAlert, PackageOpen, SearchX } from 'lucide-react'
import { Button } from '@/ui/button'
import { Empty } from '@/ui/empty'
import { Notice } from '@/ui/notice'
import { useLanguage, useWords } from '@/words/language'
import { sentenceOf } from '@/words/refusals'
import { hasFilters, type Filters } from './filters'
import type { CardActions } from './LoraCard'
import { GridSkeleton, LoraGrid } from './LoraGrid'
import type { useLibrary } from './loras'
import { words } from './words'

type Props = {
  library: ReturnType<typeof useLibrary>
  filters: Filters
  onClearFilters(): void
  /** Absent for whoever may only read. */
  onChooseFile?: (() => void) | undefined
  actions: CardActions
  labelledBy: string
}

/** The grid, or why there is none. */
export function LoraList({ library, filters, onClearFilters, onChooseFile, actions, labelledBy }: Props) {
  const t = useWords(words)
  const language = useLanguage()
  const again = <Button onClick={() => void library.refetch()}>{t.again}</Button>
  if (library.isPending) return <GridSkeleton />
  if (!library.data) {
    return (
      <Empty drawing={<CloudAlert />} title={t.failed} text={sentenceOf(library.error, language)}>
        {again}
      </Empty>
    )
  }
  return (
    <>
      {library.isError && (
        <Notice tone="danger" role="alert" action={again}>
          {sentenceOf(library.error, language)}
        </Notice>
      )}
      {library.loras.length > 0 ? (
        <LoraGrid
          loras={library.loras}
          total={library.total}
          hasMore={library.hasNextPage}
          loadingMore={library.isFetchingNextPage}
          onMore={() => {
            if (!library.isFetching) void library.fetchNextPage()
          }}
          actions={actions}
          labelledBy={labelledBy}
        />
      ) : hasFilters(filters) ? (
        <Empty drawing={<SearchX />} title={t.noMatch} text={t.noMatchHelp}>
          <Button onClick={onClearFilters}>{t.clearFilters}</Button>
        </Empty>
      ) : (
        <Empty drawing={<PackageOpen />} title={t.none} text={onChooseFile ? t.noneHelp : t.noneToRead}>
          {onChooseFile && (
            <Button look="primary" onClick={onChooseFile}>
              {t.chooseFile}
            </Button>
          )}
        </Empty>
      )}
    </>
  )
}
