import type { Parameter } from '@/api/generation'
import { ChoiceField, SwitchField } from './ChoiceFields'
import { FramesField } from './FramesField'
import { NumberField } from './NumberField'
import { PictureField } from './PictureField'
import { SeedField } from './SeedField'
import { TextField } from './TextField'

/** The control for a parameter, by its type. LoRAs have a place of their own. */
export function ParameterField({ parameter }: { parameter: Parameter }) {
  switch (parameter.type) {
    case 'text':
      return <TextField parameter={parameter} />
    case 'integer':
      return parameter.group === 'basic' ? <FramesField parameter={parameter} /> : <NumberField parameter={parameter} />
    case 'number':
      return <NumberField parameter={parameter} />
    case 'choice':
      return <ChoiceField parameter={parameter} />
    case 'boolean':
      return <SwitchField parameter={parameter} />
    case 'seed':
      return <SeedField parameter={parameter} />
    case 'image':
      return <PictureField parameter={parameter} />
    case 'lora-selector':
      return null
  }
}
