import { Search } from 'lucide-react'
import type { ComponentProps } from 'react'
import { Input } from '@/ui/input'
import { useWords } from '@/words/language'
import { words } from './words'

/** Where one types what is looked for. */
export function QueryField(props: ComponentProps<typeof Input>) {
  const t = useWords(words)
  return (
    <div className="relative p-1.5">
      <Search className="pointer-events-none absolute top-1/2 left-4.5 size-4 -translate-y-1/2 text-muted" aria-hidden />
      <Input
        // It was opened to search in.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        aria-label={t.search}
        placeholder={t.search}
        autoComplete="off"
        spellCheck={false}
        className="pl-9 focus-visible:-outline-offset-1"
        {...props}
      />
    </div>
  )
}
