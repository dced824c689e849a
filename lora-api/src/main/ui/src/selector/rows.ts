import type { Choice, Choices } from './choices'

export type OptionRow = { readonly kind: 'option'; readonly key: string; readonly choice: Choice; readonly position: number }
export type Row = { readonly kind: 'heading'; readonly key: 'recent' | 'all' } | OptionRow

/** The list as it is drawn, one row under the other. */
export function rowsOf({ recent, all }: Choices): ReadonlyArray<Row> {
  const option = (choice: Choice, index: number): OptionRow => ({ kind: 'option', key: choice.lora.id, choice, position: index + 1 })
  return [
    ...(recent.length > 0 ? [{ kind: 'heading', key: 'recent' } as const] : []),
    ...recent.map(option),
    ...(all.length > 0 ? [{ kind: 'heading', key: 'all' } as const] : []),
    ...all.map((choice, index) => option(choice, recent.length + index)),
  ]
}

export function optionsIn(rows: ReadonlyArray<Row>): ReadonlyArray<OptionRow> {
  return rows.filter(row => row.kind === 'option')
}

const PAGE = 8

/** Where a key leads to, from an option or from none; undefined for keys that lead nowhere. */
export function afterKey(key: string, current: number, count: number): number | undefined {
  if (count === 0) return undefined
  const last = count - 1
  switch (key) {
    case 'ArrowDown':
      return current >= last ? 0 : current + 1
    case 'ArrowUp':
      return current <= 0 ? last : current - 1
    case 'Home':
      return 0
    case 'End':
      return last
    case 'PageDown':
      return Math.min(last, current + PAGE)
    case 'PageUp':
      return Math.max(0, current - PAGE)
    default:
      return undefined
  }
}
