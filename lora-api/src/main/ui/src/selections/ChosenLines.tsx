import { parameterOf, useModels } from '@/generate/models'
import { modelNames, parameterNames } from '@/generate/modelWords'
import { useReadyLoras } from '@/library/loras'
import { Name } from '@/library/Name'
import { Badge } from '@/ui/badge'
import { number } from '@/words/format'
import { useLanguage, useWords } from '@/words/language'
import { hereOf, type Selection } from './selection'
import { words } from './words'

/** The LoRAs of a selection as they are called here, where they go, and how strong they are. */
export function ChosenLines({ selection }: { selection: Selection }) {
  const t = useWords(words)
  const language = useLanguage()
  const { loras, loading } = useReadyLoras()
  const model = useModels().data?.models.find(({ id }) => id === selection.model)
  const placeOf = (slot: string) => {
    const parameter = model && parameterOf(model, slot)
    return parameter ? parameterNames(parameter, language).name : 'LoRA'
  }
  return (
    <div className="grid grid-cols-1 gap-1 text-[0.8125rem] text-muted">
      <p>{model ? modelNames(model, language).name : selection.model}</p>
      <ul className="grid grid-cols-1 gap-1">
        {selection.loras.map(({ slot, sha256, weight, name }, index) => {
          const here = hereOf(sha256, loras)
          return (
            <li key={index} className="flex items-center gap-2">
              <span className="w-20 shrink-0 truncate text-xs">{placeOf(slot)}</span>
              <span className="min-w-0 flex-1 text-ink" title={here?.name ?? name}>
                <Name>{here?.name ?? name}</Name>
              </span>
              {!here && !loading && <Badge tone="warn">{t.notHere}</Badge>}
              <span className="tabular-nums">× {number(weight, language, 2)}</span>
            </li>
          )
        })}
      </ul>
    </div>
  )
}
