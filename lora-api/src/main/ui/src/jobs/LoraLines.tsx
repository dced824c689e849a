import { Package } from 'lucide-react'
import type { UsedLora } from '@/api/generation'
import { EXPERT_TONES } from '@/library/titles'
import { Badge } from '@/ui/badge'
import { bytes, number } from '@/words/format'
import { useLanguage, useWords } from '@/words/language'
import { words } from './words'

/** The LoRAs of a job, each in its place and as strong as it was. */
export function LoraLines({ loras, digests = false }: { loras: ReadonlyArray<UsedLora>; digests?: boolean }) {
  const t = useWords(words)
  const language = useLanguage()
  return (
    <section className="border-t border-line pt-3">
      <h3 className="mb-2 text-[0.8125rem] font-semibold">{t.loras}</h3>
      <ul className="grid grid-cols-[auto_minmax(0,1fr)_auto_auto] gap-2 text-[0.8125rem] sm:grid-cols-[auto_minmax(0,1fr)_auto_auto_auto]">
        {loras.map(lora => (
          <li key={`${lora.slot} ${lora.id}`} className="col-span-full grid grid-cols-subgrid items-start">
            <Package className="mt-0.5 size-4 shrink-0 text-muted" aria-hidden />
            <span className="min-w-0">{lora.name}</span>
            <span className="text-right text-muted tabular-nums max-sm:hidden">{bytes(lora.fileSize, language)}</span>
            <Badge tone={EXPERT_TONES[lora.expert]} className="justify-center">{t.experts[lora.expert]}</Badge>
            <span className="w-12 text-right font-medium tabular-nums">{t.weight(number(lora.weight, language, 2))}</span>
            {digests && lora.sha256 && <code className="col-span-full col-start-2 text-[0.6875rem] break-all text-muted">{lora.sha256}</code>}
          </li>
        ))}
      </ul>
    </section>
  )
}
