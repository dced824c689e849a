import type { Job } from '@/api/generation'
import { modelNames, parameterNames } from '@/generate/modelWords'
import { parameterOf, useModels } from '@/generate/models'
import { number } from '@/words/format'
import { useLanguage } from '@/words/language'

export function ModelName({ id }: { id: string }) {
  const language = useLanguage()
  const model = useModels().data?.models.find(model => model.id === id)
  return model ? modelNames(model, language).name : id
}

/** The settings of a job that say something, by the names people know. */
export function useSettingsOf({ model: id, parameters }: Pick<Job, 'model' | 'parameters'>): ReadonlyArray<readonly [name: string, value: string]> {
  const language = useLanguage()
  const model = useModels().data?.models.find(model => model.id === id)
  const SHOWN_APART = ['prompt', 'negative_prompt', 'width', 'height', 'seed']
  const size = parameters.width && parameters.height ? [[`${labelOf('width')} × ${labelOf('height')}`, `${parameters.width} × ${parameters.height}`] as const] : []
  const rest = Object.entries(parameters)
    .filter(([name]) => !SHOWN_APART.includes(name) && (!model || parameterOf(model, name)?.type !== 'lora-selector'))
    .map(([name, value]) => [labelOf(name), typeof value === 'number' ? number(value, language, 2) : String(value)] as const)
  return [...size, ...rest]

  function labelOf(name: string) {
    const parameter = model && parameterOf(model, name)
    return parameter ? parameterNames(parameter, language).name : name
  }
}
