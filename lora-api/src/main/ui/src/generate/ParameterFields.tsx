import { memo } from 'react'
import type { Parameter } from '@/api/generation'
import { parameterOf } from './models'
import { useWholeForm } from './form'
import { ParameterField } from './ParameterField'
import { SizeField } from './SizeField'
import { TriggerWords } from './TriggerWords'

/** What is to be seen at once. Width and height are one thing to people. */
export const BasicFields = memo(function BasicFields() {
  const { model } = useWholeForm()
  const [width, height] = [parameterOf(model, 'width'), parameterOf(model, 'height')]
  return model.parameters.filter(isOf('basic')).map(parameter => {
    if (width && height && parameter === height) return null
    if (width && height && parameter === width) return <SizeField key="size" width={width} height={height} />
    return (
      <div key={parameter.name} className="contents">
        <ParameterField parameter={parameter} />
        {parameter.name === 'prompt' && <TriggerWords />}
      </div>
    )
  })
})

/** Numbers in two columns; what needs room has the whole width. */
export const AdvancedFields = memo(function AdvancedFields() {
  const { model } = useWholeForm()
  const advanced = model.parameters.filter(isOf('advanced'))
  return (
    <div className="grid grid-cols-2 items-start gap-x-3 gap-y-4">
      {advanced.map(parameter => (
        <div key={parameter.name} className={isNarrow(parameter) ? '' : 'col-span-2'}>
          <ParameterField parameter={parameter} />
        </div>
      ))}
    </div>
  )
})

function isOf(group: Parameter['group']) {
  return (parameter: Parameter) => parameter.group === group && parameter.type !== 'lora-selector'
}

function isNarrow({ type }: Parameter) {
  return type === 'integer' || type === 'number' || type === 'choice'
}
