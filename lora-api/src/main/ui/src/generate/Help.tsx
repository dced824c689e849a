import { CircleHelp } from 'lucide-react'
import { useRef, useState, type ReactNode } from 'react'
import { Button } from '@/ui/button'
import { onDemand } from '@/ui/onDemand'
import { useWords } from '@/words/language'
import { words } from './words'

const Explanation = onDemand(async () => (await import('@/ui/explanation')).Explanation)

/** An explanation for whoever asks. With a text of its own the button says so; otherwise it is only a mark. */
export function Help({ about, text, children }: { about: string; text?: string; children: ReactNode }) {
  const t = useWords(words)
  const [open, setOpen] = useState<boolean>()
  const button = useRef<HTMLButtonElement>(null)
  const opener = { ref: button, 'aria-haspopup': 'dialog', 'aria-expanded': open === true, onClick: () => setOpen(!open) } as const
  return (
    <>
      {text ? (
        <Button look="link" size="inline" className="text-xs" {...opener}>
          {text}
        </Button>
      ) : (
        <Button look="quiet" size="icon-small" className="-my-2 size-6 pointer-coarse:-m-3" aria-label={t.help(about)} {...opener}>
          <CircleHelp className="size-3.5!" />
        </Button>
      )}
      {open !== undefined && (
        <Explanation open={open} onOpenChange={setOpen} label={t.help(about)} opener={button}>
          {children}
        </Explanation>
      )}
    </>
  )
}
