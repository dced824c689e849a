import { useController } from 'react-hook-form'
import { useWords } from '@/words/language'
import { ON_LORA_FAILURE } from './draft'
import { useDraftForm } from './form'
import { words } from './words'

export function LoraFailureChoice() {
  const t = useWords(words)
  const { control } = useDraftForm()
  const { field } = useController({ control, name: 'onLoraFailure' })
  return (
    <fieldset>
      <legend className="mb-1 text-[0.8125rem] font-medium">{t.onFailure}</legend>
      {ON_LORA_FAILURE.map(choice => {
        const [name, text] = t.onFailures[choice]
        return (
          <div key={choice} className="relative -mx-2 flex items-baseline gap-2.5 rounded-md px-2 py-1 hover:bg-sunken pointer-coarse:min-h-11 pointer-coarse:items-center">
            <input
              type="radio"
              id={`${field.name}-${choice}`}
              name={field.name}
              value={choice}
              checked={field.value === choice}
              onChange={() => field.onChange(choice)}
              className="size-3.5 shrink-0 translate-y-0.5 accent-accent pointer-coarse:translate-y-0"
            />
            <label htmlFor={`${field.name}-${choice}`} className="text-[0.8125rem] after:absolute after:inset-0">
              <span className="font-medium">{name}</span> <span className="text-muted">{text}</span>
            </label>
          </div>
        )
      })}
    </fieldset>
  )
}
