import { CircleHelp } from 'lucide-react'
import { Popover } from 'radix-ui'
import type { ReactNode } from 'react'
import { Button } from '@/ui/button'
import { useWords } from '@/words/language'
import { words } from './words'

/** An explanation for whoever asks. With a text of its own the button says so; otherwise it is only a mark. */
export function Help({ about, text, children }: { about: string; text?: string; children: ReactNode }) {
  const t = useWords(words)
  return (
    <Popover.Root>
      <Popover.Trigger asChild>
        {text ? (
          <Button look="link" size="inline" className="text-xs">
            {text}
          </Button>
        ) : (
          <Button look="quiet" size="icon-small" className="-my-2 size-6 pointer-coarse:-my-3" aria-label={t.help(about)}>
            <CircleHelp className="size-3.5!" />
          </Button>
        )}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          aria-label={t.help(about)}
          sideOffset={6}
          collisionPadding={12}
          className="z-70 w-[min(20rem,calc(100vw-1.5rem))] rounded-lg border border-line bg-raised p-3.5 text-[0.8125rem] leading-relaxed shadow-float outline-none data-[state=open]:animate-in data-[state=open]:fade-in-0"
        >
          {children}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}
