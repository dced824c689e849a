import { X } from 'lucide-react'
import { useRef, useState, type ClipboardEvent, type KeyboardEvent } from 'react'
import { cn } from '@/ui/class-names'
import type { FieldParts } from '@/ui/field'
import { control } from '@/ui/input'
import { useWords } from '@/words/language'
import { words } from './words'

type Props = FieldParts & {
  value: ReadonlyArray<string>
  onChange(value: ReadonlyArray<string>): void
  longest: number
}

/** Words one after the other. Enter, a comma or leaving the field adds one; Backspace takes the last one back. */
export function WordsField({ value, onChange, longest, ...parts }: Props) {
  const t = useWords(words)
  const [text, setText] = useState('')
  const input = useRef<HTMLInputElement>(null)
  const add = (more: string) => {
    const fresh = more.split(',').map(word => word.trim().slice(0, longest)).filter(Boolean)
    onChange([...new Set([...value, ...fresh])])
    setText('')
  }
  const keyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if ((event.key === 'Enter' || event.key === ',') && text.trim() !== '') {
      event.preventDefault()
      add(text)
    } else if (event.key === 'Backspace' && text === '' && value.length > 0) {
      onChange(value.slice(0, -1))
    }
  }
  const paste = (event: ClipboardEvent) => {
    const pasted = event.clipboardData.getData('text')
    if (!pasted.includes(',')) return
    event.preventDefault()
    add(text + pasted)
  }
  return (
    <div className={cn(control, 'flex min-h-9 flex-wrap items-center gap-1.5 px-1.5 py-1 focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-accent pointer-coarse:min-h-11')}>
      {value.map(word => (
        <span key={word} className="inline-flex max-w-full items-center rounded-sm bg-sunken pl-2 text-[0.8125rem]">
          <span className="truncate">{word}</span>
          <button
            type="button"
            aria-label={t.removeWord(word)}
            className="grid size-6 shrink-0 place-items-center rounded-sm text-muted hover:text-ink pointer-coarse:size-11 [&_svg]:size-3.5"
            onClick={() => {
              onChange(value.filter(one => one !== word))
              input.current?.focus()
            }}
          >
            <X aria-hidden />
          </button>
        </span>
      ))}
      <input
        ref={input}
        {...parts}
        value={text}
        className="h-6 min-w-16 flex-1 pointer-coarse:-my-1 pointer-coarse:h-11 bg-transparent px-1.5 outline-none"
        onChange={event => setText(event.target.value)}
        onKeyDown={keyDown}
        onPaste={paste}
        onBlur={() => add(text)}
      />
    </div>
  )
}
