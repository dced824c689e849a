import { Search, X } from 'lucide-react'
import { useRef, type Ref } from 'react'
import { Button } from '@/ui/button'
import { Input } from '@/ui/input'
import { useWords } from '@/words/language'
import { words } from './words'

type Props = { value: string; onChange(value: string): void; ref?: Ref<HTMLInputElement> }

export function SearchField({ value, onChange, ref }: Props) {
  const t = useWords(words)
  const frame = useRef<HTMLDivElement>(null)
  return (
    <div ref={frame} className="relative min-w-0 flex-1">
      <Search className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-muted" aria-hidden />
      <Input
        ref={ref}
        type="search"
        value={value}
        maxLength={200}
        aria-label={t.search}
        placeholder={t.search}
        className="px-9 [&::-webkit-search-cancel-button]:hidden"
        onChange={event => onChange(event.target.value)}
      />
      {value && (
        <Button
          look="quiet"
          size="icon-small"
          className="absolute inset-y-0 right-0.5 my-auto"
          aria-label={t.clearSearch}
          onClick={() => {
            onChange('')
            frame.current?.querySelector('input')?.focus()
          }}
        >
          <X />
        </Button>
      )}
    </div>
  )
}
