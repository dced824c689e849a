import { useQuery } from '@tanstack/react-query'
import { useClient } from '@/access/SignIn'
import type { Model, ModelsAnswer, Parameter } from '@/api/generation'

const REMEMBERED = 'lorikeet.models'

export type Slot = Parameter & { readonly type: 'lora-selector' }

/** What can be ordered. The last answer is shown at once, and replaced only if its version is another one now. */
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
    structuralSharing: (before, after) => newest(before as ModelsAnswer | undefined, after as ModelsAnswer),
  })
}

export function newest(before: ModelsAnswer | undefined, after: ModelsAnswer): ModelsAnswer {
  return before?.version === after.version ? before : after
}

export function slotsOf(model: Model): ReadonlyArray<Slot> {
  return model.parameters.filter((parameter): parameter is Slot => parameter.type === 'lora-selector')
}

export function parameterOf(model: Model, name: string): Parameter | undefined {
  return model.parameters.find(parameter => parameter.name === name)
}

function remembered(): ModelsAnswer | undefined {
  try {
    const answer = JSON.parse(localStorage.getItem(REMEMBERED) ?? 'null')
    return Array.isArray(answer?.models) && typeof answer.version === 'string' ? answer : undefined
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
