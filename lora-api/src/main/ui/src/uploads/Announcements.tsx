import { useEffect, useState } from 'react'
import { useLanguage, useWords } from '@/words/language'
import type { Uploads } from './engine/uploads'
import { newsOf } from './news'
import { sentenceOfTrouble } from './troubles'
import { words } from './words'

/** Read out when there is a pause, and never on every tick. */
export function Announcements({ store }: { store: Uploads }) {
  const t = useWords(words)
  const language = useLanguage()
  const [news, setNews] = useState('')
  useEffect(() => {
    let before = store.snapshot()
    return store.subscribe(() => {
      const after = store.snapshot()
      const told = newsOf(before, after, t, ({ trouble }) => (trouble ? sentenceOfTrouble(trouble, language) : ''))
      before = after
      if (told.length > 0) setNews(told.join(' '))
    })
  }, [store, t, language])
  return (
    <p role="status" className="sr-only">
      {news}
    </p>
  )
}
