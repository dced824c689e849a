import { Settings2 } from 'lucide-react'
import type { ComponentProps } from 'react'
import { Button } from '@/ui/button'
import { useWords } from '@/words/language'
import { words } from './words'

export function SettingsButton(rest: ComponentProps<'button'>) {
  const t = useWords(words)
  return (
    <Button look="quiet" size="icon" aria-label={t.settings} aria-haspopup="menu" {...rest}>
      <Settings2 />
    </Button>
  )
}
