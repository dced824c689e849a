import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import { useWords } from '@/words/language'
import { useNow } from '@/words/now'
import { Option } from './Option'
import type { OptionRow, Row } from './rows'
import { words } from './words'

type Props = {
  id: string
  label: string
  rows: ReadonlyArray<Row>
  active: string | undefined
  selected: string | undefined
  onPoint(key: string): void
  onPick(row: OptionRow): void
}

/** A listbox of any length; only what is in sight is drawn, and the active option always. */
export function Options({ id, label, rows, active, selected, onPoint, onPick }: Props) {
  const t = useWords(words)
  const now = useNow(60_000)
  const frame = useRef<HTMLDivElement>(null)
  const activeIndex = rows.findIndex(row => row.kind === 'option' && row.key === active)
  const total = rows.filter(row => row.kind === 'option').length
  // Nothing here is memoised by a compiler.
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: index => (rows[index]?.kind === 'heading' ? 32 : 56),
    getItemKey: index => rows[index]?.key ?? index,
    overscan: 6,
    rangeExtractor: range => {
      const shown = defaultRangeExtractor(range)
      return activeIndex < 0 || shown.includes(activeIndex) ? shown : [...shown, activeIndex].toSorted((a, b) => a - b)
    },
  })
  useEffect(() => {
    if (activeIndex >= 0) virtual.scrollToIndex(activeIndex === 1 ? 0 : activeIndex, { align: 'auto' })
  }, [activeIndex, virtual])
  const items = virtual.getVirtualItems()
  const start = rows.findIndex(row => row.kind === 'heading' && row.key === 'all')
  const draw = (from: number, to: number) =>
    items
      .filter(item => item.index >= from && item.index < to)
      .map(item => {
        const row = rows[item.index]
        if (!row) return null
        return (
          <div
            key={item.key}
            ref={virtual.measureElement}
            data-index={item.index}
            role="presentation"
            className="absolute inset-x-0 top-0"
            style={{ transform: `translateY(${item.start}px)` }}
          >
            {row.kind === 'heading' ? (
              <p aria-hidden className="flex h-8 items-end px-3 pb-1 text-xs font-medium text-muted">
                {t[row.key]}
              </p>
            ) : (
              <Option
                id={`${id}-${row.key}`}
                choice={row.choice}
                now={now}
                active={row.key === active}
                selected={row.key === selected}
                position={row.position}
                total={total}
                onPoint={() => onPoint(row.key)}
                onPick={() => onPick(row)}
              />
            )}
          </div>
        )
      })
  return (
    <div ref={frame} id={id} role="listbox" aria-label={label} className="relative min-h-0 flex-1 overflow-y-auto overscroll-contain px-1.5 pb-1.5 outline-none" tabIndex={-1}>
      <div role="presentation" className="relative" style={{ height: virtual.getTotalSize() }}>
        {start > 0 && (
          <div role="group" aria-label={t.recent}>
            {draw(0, start)}
          </div>
        )}
        <div role="group" aria-label={t.all}>
          {draw(Math.max(start, 0), rows.length)}
        </div>
      </div>
    </div>
  )
}
