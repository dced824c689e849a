import { X } from 'lucide-react'
import type { Lora } from '@/api/lora'
import { Name } from '@/library/Name'
import { Button } from '@/ui/button'
import { useWords } from '@/words/language'
import { words } from './words'

type Props = { partner: Lora; side: 'high' | 'low'; onUse(): void; onDismiss(): void }

/** LoRAs of WAN 2.2 mostly come in two halves, and one alone does little. */
export function PartnerOffer({ partner, side, onUse, onDismiss }: Props) {
  const t = useWords(words)
  return (
    <div role="status" className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-lg bg-accent-soft py-1.5 pr-1.5 pl-3 text-[0.8125rem] text-accent-ink">
      <div className="min-w-40 flex-1">
        <p>{t.partner[side]}</p>
        <p className="font-medium" title={partner.name}>
          <Name>{partner.name}</Name>
        </p>
      </div>
      <span className="flex items-center">
        <Button look="link" size="small" className="px-2" onClick={onUse}>
          {t.usePartner}
        </Button>
        <Button look="quiet" size="icon-small" aria-label={t.dismiss} onClick={onDismiss}>
          <X />
        </Button>
      </span>
    </div>
  )
}
