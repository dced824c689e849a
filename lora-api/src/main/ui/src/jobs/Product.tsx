import { FileX } from 'lucide-react'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { Job, Video } from '@/api/generation'
import { Empty } from '@/ui/empty'
import { useWords } from '@/words/language'
import { promptOf, shapeOf } from './steps'
import { useRefresh } from './useRefresh'
import { words } from './words'

const BOX = 'block object-contain'

/** As wide as there is room, and no higher than the screen has it. */
function sizeOf(job: Job) {
  return { aspectRatio: shapeOf(job), width: `min(100%, calc(68dvh * ${shapeOf(job)}))` }
}

/** The video itself, or the picture. */
export function Product({ job, video }: { job: Job; video: Video }) {
  const t = useWords(words)
  const refresh = useRefresh(job)
  const [gone, setGone] = useState(false)
  const failed = () => setGone(!refresh())
  useExpiry(video.expiresAt, refresh)
  if (gone) return <Empty className="min-h-64 rounded-lg bg-stage" drawing={<FileX />} title={t.goneTitle} text={t.goneText} />
  return (
    <div className="grid grid-cols-1 justify-items-center overflow-hidden rounded-lg bg-stage">
      {video.contentType.startsWith('image/') ? (
        <img src={video.url} alt={t.picture(promptOf(job))} onError={failed} className={BOX} style={sizeOf(job)} />
      ) : (
        <Player job={job} video={video} onFailed={failed} />
      )}
    </div>
  )
}

/** A fresh address does not interrupt what is playing from the one before. */
function Player({ job, video, onFailed }: { job: Job; video: Video; onFailed(): void }) {
  const t = useWords(words)
  const [playing, setPlaying] = useState<Video>()
  const left = useRef<{ at: number; playing: boolean }>(undefined)
  const leave = (player: HTMLVideoElement, playing: boolean) => {
    left.current = { at: player.currentTime, playing }
    setPlaying(undefined)
  }
  const goOn = (player: HTMLVideoElement) => {
    if (!left.current) return
    player.currentTime = left.current.at
    if (left.current.playing) void player.play().catch(() => {})
    left.current = undefined
  }
  return (
    // oxlint-disable-next-line jsx-a11y/media-has-caption -- nobody speaks in these
    <video
      src={(playing ?? video).url}
      {...(video.thumbnailUrl ? { poster: video.thumbnailUrl } : {})}
      aria-label={t.video(promptOf(job))}
      controls
      loop
      muted
      playsInline
      preload="metadata"
      onPlay={() => setPlaying(video)}
      onPause={event => leave(event.currentTarget, false)}
      onLoadedMetadata={event => goOn(event.currentTarget)}
      onError={event => {
        leave(event.currentTarget, playing !== undefined)
        onFailed()
      }}
      className={BOX}
      style={sizeOf(job)}
    />
  )
}

const BEFORE = 30_000
const LONGEST_TIMER = 2 ** 31 - 1

/** Asks for fresh addresses shortly before these end. */
function useExpiry(expiresAt: string, refresh: () => void) {
  const expiring = useEffectEvent(refresh)
  useEffect(() => {
    const left = Date.parse(expiresAt) - BEFORE - Date.now()
    const timer = setTimeout(() => expiring(), Math.min(Math.max(left, 0), LONGEST_TIMER))
    return () => clearTimeout(timer)
  }, [expiresAt])
}
