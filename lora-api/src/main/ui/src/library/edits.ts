import type { ChangeRequest, Lora } from '@/api/lora'

/** A LoRA as it is being edited. An expert of '' means: as found in the file. */
export type Draft = {
  readonly name: string
  readonly description: string
  readonly tags: ReadonlyArray<string>
  readonly triggerWords: ReadonlyArray<string>
  readonly defaultWeight: number
  readonly expert: '' | 'high' | 'low' | 'both'
}

export function draftOf(lora: Lora): Draft {
  const said = lora.expert === lora.facts?.expert.expert || lora.expert === 'unknown' ? undefined : lora.expert
  return {
    name: lora.name,
    description: lora.description ?? '',
    tags: lora.tags,
    triggerWords: lora.triggerWords,
    defaultWeight: lora.defaultWeight,
    expert: said ?? '',
  }
}

/** Only what differs, so that nothing is said about the rest. */
export function changesOf(lora: Lora, draft: Draft): ChangeRequest | undefined {
  const before = draftOf(lora)
  const name = draft.name.trim()
  const description = draft.description.trim()
  const change: ChangeRequest = {
    ...(name !== before.name && { name }),
    ...(description !== before.description && { description: description === '' ? null : description }),
    ...(!alike(draft.tags, before.tags) && { tags: draft.tags }),
    ...(!alike(draft.triggerWords, before.triggerWords) && { triggerWords: draft.triggerWords }),
    ...(draft.defaultWeight !== before.defaultWeight && { defaultWeight: draft.defaultWeight }),
    ...(draft.expert !== before.expert && { expert: draft.expert === '' ? null : draft.expert }),
  }
  return Object.keys(change).length === 0 ? undefined : change
}

/** What somebody else changed from one version to another. */
export function changedBetween(before: Lora, after: Lora): ReadonlyArray<keyof Draft> {
  const [old, now] = [draftOf(before), draftOf(after)]
  return (Object.keys(old) as Array<keyof Draft>).filter(part => JSON.stringify(old[part]) !== JSON.stringify(now[part]))
}

function alike(one: ReadonlyArray<string>, other: ReadonlyArray<string>) {
  return one.length === other.length && one.every((word, index) => word === other[index])
}
