import { Link2, X } from 'lucide-react'
import { useClient } from '@/access/SignIn'
import { mayWrite } from '@/access/session'
import { Button } from '@/ui/button'
import { toast } from '@/ui/toasts'
import { Tooltip } from '@/ui/tooltip'
import { useWords } from '@/words/language'
import { ChosenLines } from './ChosenLines'
import { forget, keep, type Kept } from './kept'
import { useCopyLink } from './useCopyLink'
import { words } from './words'

export function KeptRow({ kept, onUse }: { kept: Kept; onUse(): void }) {
  const t = useWords(words)
  const { session } = useClient()
  const copy = useCopyLink()
  const { name, selection } = kept
  const remove = () => {
    forget(session.workspace, name)
    toast(t.forgotten(name), { action: { label: t.undo, onClick: () => keep(session.workspace, kept) } })
  }
  return (
    <article aria-label={name} className="grid grid-cols-1 gap-1.5 rounded-lg border border-line p-3 pl-3.5">
      <div className="flex items-center gap-1">
        <h4 className="min-w-0 flex-1 truncate font-medium" title={name}>
          {name}
        </h4>
        {mayWrite(session) && (
          <Button size="small" aria-label={t.takeOf(name)} onClick={onUse}>
            {t.use}
          </Button>
        )}
        <Tooltip text={t.copyLink}>
          <Button look="quiet" size="icon-small" aria-label={t.copyLinkOf(name)} onClick={() => copy(selection)}>
            <Link2 />
          </Button>
        </Tooltip>
        <Button look="quiet" size="icon-small" aria-label={t.forget(name)} onClick={remove}>
          <X />
        </Button>
      </div>
      <ChosenLines selection={selection} />
    </article>
  )
}
