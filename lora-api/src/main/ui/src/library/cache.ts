import type { InfiniteData } from '@tanstack/react-query'
import type { ListAnswer, Lora } from '@/api/lora'

export type Pages = InfiniteData<ListAnswer, unknown>

export function listed(pages: Pages): ReadonlyArray<Lora> {
  return pages.pages.flatMap(page => page.loras)
}

/** What comes over two ways may come in the wrong order. */
function later(known: Lora, told: Lora) {
  return Date.parse(told.updatedAt) < Date.parse(known.updatedAt) || told.version < known.version ? known : told
}

/** With the LoRA as it is now; one that nobody knew is the first. */
export function withLora(list: ReadonlyArray<Lora>, told: Lora): ReadonlyArray<Lora> {
  if (!list.some(lora => lora.id === told.id)) return [told, ...list]
  return list.map(lora => (lora.id === told.id ? later(lora, told) : lora))
}

export function withoutLora(list: ReadonlyArray<Lora>, id: string): ReadonlyArray<Lora> {
  return list.some(lora => lora.id === id) ? list.filter(lora => lora.id !== id) : list
}

/** Back where it was, as far as that place still exists. */
export function withLoraAt(list: ReadonlyArray<Lora>, index: number, back: Lora): ReadonlyArray<Lora> {
  return list.some(lora => lora.id === back.id) ? list : list.toSpliced(index, 0, back)
}

/** The same change on the LoRAs of all pages; what is new in number shows on every one of them. */
export function onPages(pages: Pages, change: (loras: ReadonlyArray<Lora>) => ReadonlyArray<Lora>): Pages {
  const before = listed(pages)
  const after = change(before)
  if (after === before) return pages
  const grown = after.length - before.length
  let from = 0
  return {
    ...pages,
    pages: pages.pages.map((page, index) => {
      const last = index === pages.pages.length - 1
      const loras = after.slice(from, last ? undefined : from + page.loras.length)
      from += page.loras.length
      return { ...page, loras, total: page.total + grown }
    }),
  }
}
