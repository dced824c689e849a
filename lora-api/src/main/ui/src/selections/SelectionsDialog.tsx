import { Bookmark, Link2 } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useClient } from '@/access/SignIn'
import type { Model } from '@/api/generation'
import type { Lora } from '@/api/lora'
import type { Draft } from '@/generate/draft'
import { wish } from '@/generate/reuse'
import { useReadyLoras } from '@/library/loras'
import { Button } from '@/ui/button'
import { Dialog, DialogContent, DialogDescription, focusWhole } from '@/ui/dialog'
import { Empty } from '@/ui/empty'
import { Field } from '@/ui/field'
import { Input } from '@/ui/input'
import { toast } from '@/ui/toasts'
import { useWords } from '@/words/language'
import { ChosenLines } from './ChosenLines'
import { KeptRow } from './KeptRow'
import { keep, useKept } from './kept'
import { selectionOf } from './selection'
import { useCopyLink } from './useCopyLink'
import { words } from './words'

type Props = { model: Model; draft: Draft; open: boolean; onOpenChange(open: boolean): void }

/** Selections of LoRAs: the one in the form, to keep or to hand on, and those that were kept. */
export function SelectionsDialog({ model, draft, open, onOpenChange }: Props) {
  const t = useWords(words)
  const { session } = useClient()
  const { loras, loading } = useReadyLoras()
  const all = useKept(session.workspace)
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent heading={t.title} onOpenAutoFocus={focusWhole} className="sm:w-[min(94vw,36rem)]">
        <div className="grid grid-cols-1 gap-6 overflow-y-auto p-4 sm:p-5">
          <DialogDescription className="text-muted">{t.about}</DialogDescription>
          {!loading && <Current model={model} draft={draft} loras={loras} />}
          <section aria-label={t.inBrowser} className="grid grid-cols-1 gap-2">
            <h3 className="font-semibold">{t.inBrowser}</h3>
            {all.length === 0 && <Empty drawing={<Bookmark />} title={t.none} text={t.noneHelp} />}
            {all.map(kept => (
              <KeptRow
                key={kept.name}
                kept={kept}
                onUse={() => {
                  onOpenChange(false)
                  wish({ selection: kept.selection })
                }}
              />
            ))}
          </section>
        </div>
      </DialogContent>
    </Dialog>
  )
}

function Current({ model, draft, loras }: { model: Model; draft: Draft; loras: ReadonlyArray<Lora> }) {
  const t = useWords(words)
  const { session } = useClient()
  const copy = useCopyLink()
  const { selection, without } = useMemo(() => selectionOf(model, draft, loras), [model, draft, loras])
  const suggested = [...new Set(selection.loras.map(({ name }) => name))].join(' + ')
  const [named, setNamed] = useState<string>()
  const name = (named ?? suggested).trim()
  if (selection.loras.length === 0 && without.length === 0) return <p className="text-muted">{t.nothingNow}</p>
  const whole = without.length === 0
  return (
    <form
      className="grid grid-cols-1 gap-3 rounded-lg border border-line p-3.5"
      onSubmit={event => {
        event.preventDefault()
        if (name === '' || !whole) return
        keep(session.workspace, { name, selection })
        toast.success(t.kept(name))
      }}
    >
      <h3 className="font-semibold">{t.now}</h3>
      <ChosenLines selection={selection} />
      {whole ? (
        <>
          <Field label={t.name}>{parts => <Input {...parts} value={named ?? suggested} maxLength={200} onChange={event => setNamed(event.target.value)} />}</Field>
          <div className="flex flex-wrap gap-2">
            <Button look="primary" type="submit" disabled={name === ''}>
              <Bookmark />
              {t.keep}
            </Button>
            <Button onClick={() => copy(selection)}>
              <Link2 />
              {t.copyLink}
            </Button>
          </div>
        </>
      ) : (
        <p className="text-muted">{t.unproven(without.join(', '))}</p>
      )}
    </form>
  )
}
