import { SlidersHorizontal } from 'lucide-react'
import { useId, useState, type Ref } from 'react'
import { Button } from '@/ui/button'
import { cn } from '@/ui/class-names'
import { useWords } from '@/words/language'
import { FilterFields } from './FilterFields'
import { isNarrowed, NO_FILTERS, type Filters } from './filters'
import { SearchField } from './SearchField'
import { words } from './words'

type Props = {
  filters: Filters
  onChange(change: Partial<Filters>): void
  search: Ref<HTMLInputElement>
}

/** Search and filters; where there is little room the filters wait behind a button. */
export function Toolbar({ filters, onChange, search }: Props) {
  const t = useWords(words)
  const [open, setOpen] = useState(false)
  const id = useId()
  const filtered = isNarrowed({ ...filters, query: '' }) || filters.status !== NO_FILTERS.status
  return (
    <div className="sticky top-0 z-10 -mx-4 flex flex-col gap-2 bg-surface px-4 py-2 sm:-mx-5 sm:px-5 @5xl:flex-row">
      <div className="flex min-w-0 flex-1 gap-2">
        <SearchField ref={search} value={filters.query} onChange={query => onChange({ query })} />
        <Button
          size="icon"
          className={cn('@2xl:hidden', filtered && 'border-accent bg-accent-soft text-accent-ink')}
          aria-label={t.filters}
          aria-expanded={open}
          aria-controls={id}
          onClick={() => setOpen(!open)}
        >
          <SlidersHorizontal />
        </Button>
      </div>
      <div id={id} className={cn('grid grid-cols-2 gap-2 @md:grid-cols-3 @2xl:grid-cols-5', !open && 'hidden @2xl:grid')}>
        <FilterFields filters={filters} onChange={onChange} />
      </div>
    </div>
  )
}
