import { useEffect, useState } from 'react'
import type { Job, Video } from '@/api/generation'
import { useWords } from '@/words/language'
import { promptOf, shapeOf } from './steps'
import { useRefresh } from './useRefresh'
import { words } from './words'

/** The video itself, or the picture. */
export function Product({ job, video }: { job: Job; video: Video }) {
  const t = useWords(words)
  const refresh = useRefresh(job)
  const box = 'max-h-[68dvh] w-full rounded-lg bg-stage object-contain'
  useExpiry(video, refresh)
  if (video.contentType.startsWith('image/')) {
    return <img src={video.url} alt={t.picture(promptOf(job))} onError={refresh} className={box} style={{ aspectRatio: shapeOf(job) }} />
  }
  return (
    // oxlint-disable-next-line jsx-a11y/media-has-caption -- nobody speaks in these
    <video
      key={video.url}
      src={video.url}
      {...(video.thumbnailUrl ? { poster: video.thumbnailUrl } : {})}
      aria-label={t.video(promptOf(job))}
      controls
      loop
      muted
      playsInline
      preload="metadata"
      onError={refresh}
      className={box}
      style={{ aspectRatio: shapeOf(job) }}
    />
  )
}

const BEFORE = 30_000
const LONGEST_TIMER = 2 ** 31 - 1

/** Asks for fresh addresses shortly before these end. */
function useExpiry({ expiresAt }: Video, refresh: () => void) {
  const [ended, setEnded] = useState('')
  useEffect(() => {
    const left = Date.parse(expiresAt) - BEFORE - Date.now()
    const timer = setTimeout(() => setEnded(expiresAt), Math.min(Math.max(left, 0), LONGEST_TIMER))
    return () => clearTimeout(timer)
  }, [expiresAt])
  useEffect(() => {
    if (ended === expiresAt) refresh()
  })
}
