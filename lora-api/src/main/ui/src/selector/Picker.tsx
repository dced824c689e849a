import { Plus } from 'lucide-react'
import { useId, useMemo, useState, type KeyboardEvent } from 'react'
import type { Expert, Model } from '@/api/generation'
import type { Lora } from '@/api/lora'
import { Button } from '@/ui/button'
import { number } from '@/words/format'
import { useLanguage, useWords } from '@/words/language'
import { choicesOf } from './choices'
import { Options } from './Options'
import { QueryField } from './QueryField'
import { reasonOf } from './reasons'
import { afterKey, optionsIn, rowsOf, type OptionRow } from './rows'
import { words } from './words'

/** What was typed to open it is the beginning of a word; what is remembered may be typed over. */
export type FirstQuery = { readonly text: string; readonly typed: boolean }

export type PickerProps = {
  label: string
  loras: ReadonlyArray<Lora>
  selected: Lora | undefined
  model: Model | undefined
  expert: Expert | undefined
  first: FirstQuery
  onPick(lora: Lora, query: string): void
  onUpload: (() => void) | undefined
}

/** A combobox: the search field keeps the focus, and says which option the keys have reached. */
export function Picker({ label, loras, selected, model, expert, first, onPick, onUpload }: PickerProps) {
  const t = useWords(words)
  const language = useLanguage()
  const id = useId()
  const [query, setQuery] = useState(first.text)
  const [pointed, setPointed] = useState<string>()
  const [said, setSaid] = useState('')
  const rows = useMemo(() => rowsOf(choicesOf(loras, query, model, expert)), [loras, query, model, expert])
  const options = optionsIn(rows)
  const start = (query === '' && options.find(row => row.key === selected?.id)) || options.find(row => !row.choice.misfit) || options[0]
  const active = options.find(row => row.key === pointed) ?? start
  const pick = (row: OptionRow | undefined) => {
    if (!row) return
    const { lora, misfit } = row.choice
    if (!misfit) return onPick(lora, query)
    setPointed(row.key)
    setSaid(t.cannot(lora.name, reasonOf(misfit, t)))
  }
  const keyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.shiftKey) return
    if (event.key === 'Enter') {
      event.preventDefault()
      return pick(active)
    }
    const next = afterKey(event.key, active ? options.indexOf(active) : -1, options.length)
    if (next === undefined) return
    event.preventDefault()
    setPointed(options[next]?.key)
  }
  return (
    <>
      <QueryField
        role="combobox"
        aria-expanded={options.length > 0}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={active && `${id}-list-${active.key}`}
        value={query}
        onFocus={event => !first.typed && event.target.select()}
        onChange={event => {
          setQuery(event.target.value)
          setPointed(undefined)
        }}
        onKeyDown={keyDown}
      />
      {options.length > 0 ? (
        <Options id={`${id}-list`} label={t.choose(label)} rows={rows} active={active?.key} selected={selected?.id} onPoint={setPointed} onPick={pick} />
      ) : (
        <p className="flex-1 px-4 py-8 text-center text-muted">{query ? t.nothing(query) : onUpload ? t.none : t.noneToRead}</p>
      )}
      <p role="status" className="sr-only">
        {said || (query ? (options.length > 0 ? t.found(number(options.length, language)) : t.nothing(query)) : '')}
      </p>
      {onUpload && (
        <div className="border-t border-line p-1.5">
          <Button look="quiet" className="w-full justify-start px-2.5 text-ink" onClick={onUpload}>
            <Plus />
            {t.upload}
          </Button>
        </div>
      )}
    </>
  )
}
