import { useWords } from '@/words/language'
import { isTroubled, overall } from './engine/upload'
import { useUploads } from './UploadsProvider'
import { words } from './words'

const AROUND = 2 * Math.PI * 6.5

/** How far the uploads are, for the button that opens them; at its corners where there is no room, as on a phone. */
export function UploadBadge() {
  const { uploads } = useUploads()
  const t = useWords(words)
  const moving = overall(uploads)
  const troubled = uploads.filter(isTroubled).length
  if (!moving && troubled === 0) return null
  return (
    <span className="inline-flex items-center gap-1.5 text-xs tabular-nums max-sm:contents">
      {moving && (
        <>
          <Ring percent={moving.percent} />
          <span aria-hidden className="max-sm:hidden">
            {moving.count}
          </span>
          <span className="sr-only">{t.badge(moving.count, moving.percent)}</span>
        </>
      )}
      {troubled > 0 && (
        <>
          <span aria-hidden className="absolute -top-1.5 -right-1.5 grid h-4.5 min-w-4.5 place-items-center rounded-full bg-danger px-1 font-semibold text-on-danger">
            {troubled}
          </span>
          <span className="sr-only">{t.attention(troubled)}</span>
        </>
      )}
    </span>
  )
}

function Ring({ percent }: { percent: number }) {
  return (
    <svg viewBox="0 0 16 16" className="-rotate-90 rounded-full bg-surface fill-none stroke-[2.5] max-sm:absolute max-sm:-right-1.5 max-sm:-bottom-1.5" aria-hidden>
      <circle cx="8" cy="8" r="6.5" className="stroke-line" />
      <circle
        cx="8"
        cy="8"
        r="6.5"
        strokeLinecap="round"
        className="stroke-accent"
        strokeDasharray={AROUND}
        strokeDashoffset={AROUND * (1 - percent / 100)}
      />
    </svg>
  )
}
