import type { Job, UsedLora } from '@/api/generation'

/** Of a parameter; nothing and the empty text are the same. */
type Value = string | number | boolean

/** One thing that not all of the compared jobs have in common. */
export type Difference =
  | { readonly what: 'model' | 'prompt' | 'size'; readonly values: ReadonlyArray<string> }
  | { readonly what: 'parameter'; readonly name: string; readonly values: ReadonlyArray<Value> }
  | { readonly what: 'lora'; readonly lora: UsedLora; readonly weights: ReadonlyArray<number | undefined> }

/** What tells the jobs apart, each with a value for each of them in their order. What all share is not in it. */
export function differencesOf(jobs: ReadonlyArray<Job>): ReadonlyArray<Difference> {
  const found: Difference[] = [
    ...lorasOf(jobs).map((lora): Difference => ({ what: 'lora', lora, weights: jobs.map(job => job.loras.find(other => isSame(lora, other))?.weight) })),
    { what: 'prompt', values: jobs.map(job => String(job.parameters.prompt ?? '')) },
    { what: 'model', values: jobs.map(job => job.model) },
    { what: 'size', values: jobs.map(({ parameters: { width = '', height = '' } }) => `${width} × ${height}`) },
    ...parametersOf(jobs).map((name): Difference => ({ what: 'parameter', name, values: jobs.map(job => job.parameters[name] ?? '') })),
  ]
  return found.filter(difference => new Set('weights' in difference ? difference.weights : difference.values).size > 1)
}

/** Each once, wherever it is used: in the order in which they are met. */
function lorasOf(jobs: ReadonlyArray<Job>): ReadonlyArray<UsedLora> {
  const all = jobs.flatMap(job => job.loras)
  return all.filter((lora, index) => all.findIndex(other => isSame(lora, other)) === index)
}

/** The same file in another place does something else. */
function isSame(one: UsedLora, other: UsedLora) {
  return one.id === other.id && one.slot === other.slot && one.expert === other.expert
}

const SAID_APART: ReadonlyArray<string> = ['prompt', 'width', 'height']

/** But for those that are said apart, and slots, whose LoRAs are. */
function parametersOf(jobs: ReadonlyArray<Job>): ReadonlyArray<string> {
  const slots = new Set(jobs.flatMap(job => job.loras.map(lora => lora.slot)))
  const names = new Set(jobs.flatMap(job => Object.keys(job.parameters)))
  return [...names].filter(name => !SAID_APART.includes(name) && !slots.has(name))
}
