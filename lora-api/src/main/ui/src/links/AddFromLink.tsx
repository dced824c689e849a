import { Link2, LoaderCircle, X } from 'lucide-react'
import { useEffect, useRef, useState, type FormEvent } from 'react'
import type { Lora } from '@/api/lora'
import { Button } from '@/ui/button'
import { Field } from '@/ui/field'
import { Input } from '@/ui/input'
import { useLanguage, useWords } from '@/words/language'
import { useSaid } from '@/words/said'
import { LinkRow } from './LinkRow'
import { complaintOf, useAdd, useAdded } from './links'
import { words } from './words'

/** One line until somebody wants it; what the server fetches stands below. */
export function AddFromLink({ onReady }: { onReady(lora: Lora): void }) {
  const t = useWords(words)
  const added = useAdded()
  const [isOpen, setOpen] = useState(false)
  const [said, setSaid] = useState('')
  const opener = useRef<HTMLButtonElement>(null)
  const wasOpen = useRef(false)
  useEffect(() => {
    if (wasOpen.current && !isOpen) opener.current?.focus()
    wasOpen.current = isOpen
  }, [isOpen])
  // Whoever waits for a LoRA here does not mean one that was on its way before.
  const [earlier] = useState(() => new Set(added.map(({ lora }) => lora.id)))
  const over = (lora: Lora) => {
    setSaid(lora.status === 'ready' ? t.isReady(lora.name) : t.isRefused(lora.name))
    if (lora.status === 'ready' && !earlier.has(lora.id)) onReady(lora)
  }
  return (
    <section aria-label={t.open} className="grid grid-cols-1 gap-2">
      {isOpen ? (
        <LinkForm onAdded={name => setSaid(t.added(name))} onClose={() => setOpen(false)} />
      ) : (
        <Button ref={opener} look="quiet" size="small" className="-ml-2 justify-self-start px-2" onClick={() => setOpen(true)}>
          <Link2 />
          {t.open}
        </Button>
      )}
      {added.length > 0 && (
        <ul aria-label={t.list} className="divide-y divide-line">
          {added.map(one => (
            <LinkRow key={one.lora.id} added={one} onOver={over} />
          ))}
        </ul>
      )}
      <p role="status" className="sr-only">
        {said}
      </p>
    </section>
  )
}

function LinkForm({ onAdded, onClose }: { onAdded(name: string): void; onClose(): void }) {
  const t = useWords(words)
  const language = useLanguage()
  const say = useSaid()
  const add = useAdd()
  const [url, setUrl] = useState('')
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (url.trim() === '' || add.isPending) return
    add.mutate(url.trim(), {
      onSuccess: ({ lora }) => {
        setUrl('')
        onAdded(lora.name)
      },
    })
  }
  const change = (text: string) => {
    setUrl(text)
    if (add.isError) add.reset()
  }
  return (
    <form onSubmit={submit} noValidate>
      <Field label={t.label} hint={t.hint} error={complaintOf(add.error, say, language)}>
        {parts => (
          <div className="flex flex-wrap justify-end gap-2 [&>input]:flex-1 [&>input]:basis-36">
            <Input
              {...parts}
              ref={field}
              inputMode="url"
              autoComplete="off"
              spellCheck={false}
              maxLength={4000}
              placeholder="https://"
              value={url}
              onChange={event => change(event.target.value)}
            />
            <Button type="submit" aria-disabled={url.trim() === '' || add.isPending}>
              {add.isPending && <LoaderCircle className="animate-spin" aria-label={t.looking} />}
              {t.add}
            </Button>
            <Button look="quiet" size="icon" aria-label={t.close} title={t.close} onClick={onClose}>
              <X />
            </Button>
          </div>
        )}
      </Field>
    </form>
  )
}
