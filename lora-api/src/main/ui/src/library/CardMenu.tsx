import { Copy, Download, EllipsisVertical, Pencil, Trash2 } from 'lucide-react'
import type { Lora } from '@/api/lora'
import { Button } from '@/ui/button'
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from '@/ui/menu'
import { useWords } from '@/words/language'
import { useCopyWords } from './copying'
import type { CardActions } from './LoraCard'
import { words } from './words'

export function CardMenu({ lora, actions }: { lora: Lora; actions: CardActions }) {
  const t = useWords(words)
  const copy = useCopyWords()
  const remove = actions.remove
  return (
    <Menu>
      <MenuTrigger asChild>
        <Button look="quiet" size="icon-small" className="relative" aria-label={t.actions(lora.name)}>
          <EllipsisVertical />
        </Button>
      </MenuTrigger>
      <MenuContent>
        <MenuItem onSelect={() => actions.open(lora)}>
          <Pencil />
          {remove ? t.edit : t.details}
        </MenuItem>
        <MenuItem disabled={lora.status !== 'ready'} onSelect={() => actions.download(lora)}>
          <Download />
          {t.download}
        </MenuItem>
        <MenuItem disabled={lora.triggerWords.length === 0} onSelect={() => copy(lora)}>
          <Copy />
          {t.copyTriggerWords}
        </MenuItem>
        {remove && (
          <>
            <MenuSeparator />
            <MenuItem danger onSelect={() => remove(lora)}>
              <Trash2 />
              {t.delete}
            </MenuItem>
          </>
        )}
      </MenuContent>
    </Menu>
  )
}
