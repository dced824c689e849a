import type { WeightRules } from '@/api/generation'
import type { Lora } from '@/api/lora'
import { number } from '@/words/format'
import { useLanguage, useWords } from '@/words/language'
import { WeightField } from './WeightField'
import { words } from './words'

type Props = { label: string; lora: Lora; weight: number | undefined; onChange(weight: number): void; rules: WeightRules | undefined }

/** How strongly the chosen LoRA is applied: its own default unless one says otherwise. */
export function SlotWeight({ label, lora, weight, onChange, rules }: Props) {
  const t = useWords(words)
  const language = useLanguage()
  const value = weight ?? lora.defaultWeight
  return (
    <>
      <div className="flex items-center gap-3">
        <span aria-hidden className="text-[0.8125rem] text-muted">
          {t.weight}
        </span>
        <WeightField
          className="flex-1"
          value={value}
          onChange={onChange}
          standard={lora.defaultWeight}
          label={t.weightOf(label)}
          hint={t.resetWeight}
          {...(rules && { min: rules.min, max: rules.max, step: rules.step })}
        />
      </div>
      {rules && value > rules.strong && <p className="text-[0.8125rem] text-warn-ink">{t.strong(number(rules.strong, language, 2))}</p>}
    </>
  )
}
