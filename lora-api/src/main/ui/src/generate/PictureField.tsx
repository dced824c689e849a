import { ImagePlus } from 'lucide-react'
import { useRef, useState, type DragEvent } from 'react'
import { useController } from 'react-hook-form'
import type { Parameter } from '@/api/generation'
import { Button } from '@/ui/button'
import { cn } from '@/ui/class-names'
import { Field } from '@/ui/field'
import { Input } from '@/ui/input'
import { bytes } from '@/words/format'
import { useLanguage, useWords } from '@/words/language'
import { useDraftForm, useProblem, useWholeForm } from './form'
import { parameterNames } from './modelWords'
import { dataUriOf, inlineBytes } from './pictures'
import { words } from './words'

const TYPES = 'image/png,image/jpeg,image/webp'
/** Reading a file that is larger than this many times what may be sent would only slow the page down. */
const READ_AT_MOST = 4

/** A picture from this computer, or its address on the web. */
export function PictureField({ parameter }: { parameter: Parameter }) {
  const t = useWords(words)
  const language = useLanguage()
  const { control } = useDraftForm()
  const { pictureBytes } = useWholeForm()
  const { field } = useController({ control, name: `values.${parameter.name}` })
  const [failed, setFailed] = useState(false)
  const chooser = useRef<HTMLInputElement>(null)
  const problem = useProblem(parameter, true)
  const names = parameterNames(parameter, language)
  const value = String(field.value ?? '')
  const take = async (file: File | undefined) => {
    if (!file) return
    try {
      if (file.size > pictureBytes * READ_AT_MOST) throw new Error('too large to be read')
      field.onChange(await dataUriOf(file))
      setFailed(false)
    } catch {
      setFailed(true)
    }
  }
  const inline = value.startsWith('data:')
  return (
    <Field
      label={names.name}
      hint={names.text}
      error={failed ? t.pictureFailed : problem}
      aside={!parameter.required && <span className="text-xs text-muted">{t.optional}</span>}
    >
      {parts => (
        <Drop onFile={take}>
          <input ref={chooser} type="file" accept={TYPES} hidden onChange={event => void take(event.target.files?.[0])} />
          {inline ? (
            <div className="flex items-center gap-3 p-2">
              <img src={value} alt={names.name} className="h-24 min-w-16 rounded-sm bg-sunken object-contain" />
              <div className="grid min-w-0 flex-1 justify-items-start gap-1.5">
                <span className="text-xs text-muted tabular-nums">{bytes(inlineBytes(value), language)}</span>
                <div className="flex flex-wrap gap-1.5">
                  <Button {...parts} size="small" onClick={() => chooser.current?.click()}>{t.replacePicture}</Button>
                  <Button size="small" look="quiet" onClick={() => field.onChange('')}>{t.removePicture}</Button>
                </div>
              </div>
            </div>
          ) : (
            <div className="grid gap-2 p-2">
              <button
                type="button"
                onClick={() => chooser.current?.click()}
                className="flex min-h-16 items-center justify-center gap-2.5 rounded-sm px-3 text-left text-muted transition-colors hover:bg-sunken hover:text-ink"
              >
                <ImagePlus className="size-5 shrink-0" aria-hidden />
                <span>
                  <span className="font-medium text-accent-ink">{t.choosePicture}</span> <span className="text-xs">{t.dropPicture}</span>
                </span>
              </button>
              <Input {...parts} {...field} value={value} type="url" inputMode="url" placeholder={t.orAddress} autoComplete="off" />
            </div>
          )}
        </Drop>
      )}
    </Field>
  )
}

function Drop({ onFile, children }: { onFile(file: File | undefined): void; children: React.ReactNode }) {
  const [over, setOver] = useState(false)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    onFile(event.dataTransfer.files[0])
  }
  return (
    <div
      onDragOver={event => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={cn('rounded-md border border-dashed transition-colors', over ? 'border-accent bg-accent-soft' : 'border-line-strong')}
    >
      {children}
    </div>
  )
}
