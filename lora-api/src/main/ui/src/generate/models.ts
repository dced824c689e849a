import { useQuery } from '@tanstack/react-query'
import { useClient } from '@/access/SignIn'
import type { Model, ModelsAnswer, Parameter } from '@/api/generation'
import { numberOf } from './order'

const REMEMBERED = 'lorikeet.models'

export type Slot = Parameter & { readonly type: 'lora-selector' }

/** What can be ordered. The last answer is shown at once, and nothing is drawn again but for what is new in the next. */
export function useModels() {
  const client = useClient()
  return useQuery({
    queryKey: ['models'],
    queryFn: async ({ signal }) => {
      const answer = await client.json<ModelsAnswer>('generation', '/api/models', { signal })
      remember(answer)
      return answer
    },
    initialData: remembered,
    initialDataUpdatedAt: 0,
  })
}

export function slotsOf(model: Model): ReadonlyArray<Slot> {
  return model.parameters.filter((parameter): parameter is Slot => parameter.type === 'lora-selector')
}

/** Frames a second: what is set, or else what the worker has fixed. */
export function rateOf(model: Model, values: Readonly<Record<string, string | boolean>>): number | undefined {
  return parameterOf(model, 'fps') ? numberOf(values.fps) : model.fps
}

export function parameterOf(model: Model, name: string): Parameter | undefined {
  return model.parameters.find(parameter => parameter.name === name)
}

function remembered(): ModelsAnswer | undefined {
  try {
    const answer = JSON.parse(localStorage.getItem(REMEMBERED) ?? 'null')
    return Array.isArray(answer?.models) && typeof answer.mostPictureBytes === 'number' ? answer : undefined
  } catch {
    return undefined
  }
}

function remember(answer: ModelsAnswer) {
  try {
    localStorage.setItem(REMEMBERED, JSON.stringify(answer))
  } catch {
    // A full storage only makes the next visit a little slower.
  }
}
