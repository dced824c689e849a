import type { Job } from '@/api/generation'
import { MOST_COMPARED } from '@/shell/place'
import { Button } from '@/ui/button'
import { cn } from '@/ui/class-names'
import { useWords } from '@/words/language'
import { Ended } from './JobRow'
import { hasEnded } from './known'
import { promptOf } from './steps'
import { Thumbnail } from './Thumbnail'
import { words } from './words'

type RowProps = { job: Job; chosen: ReadonlyArray<string>; onChosen(jobs: ReadonlyArray<string>): void }

/** A job as one of those to compare. Only what is finished can be. */
export function ChoiceRow({ job, chosen, onChosen }: RowProps) {
  const t = useWords(words)
  const isChosen = chosen.includes(job.id)
  const possible = job.status === 'succeeded' && (isChosen || chosen.length < MOST_COMPARED)
  return (
    <li>
      <label
        className={cn(
          'flex items-center gap-3 rounded-md p-2 transition-colors duration-150 has-focus-visible:outline-2 has-focus-visible:outline-accent',
          isChosen ? 'bg-accent-soft' : possible && 'hover:bg-sunken',
          possible ? 'cursor-pointer' : 'opacity-50',
        )}
      >
        <Thumbnail job={job} className="h-12 w-16 shrink-0" />
        <span className="grid min-w-0 flex-1 grid-cols-1">
          <span className="line-clamp-2 min-h-6 text-[0.8125rem] font-medium wrap-anywhere">{promptOf(job) || t.noPrompt}</span>
          <span className="flex min-w-0 flex-wrap items-center gap-x-1.5 text-xs text-muted [&_time]:whitespace-normal">
            {hasEnded(job) ? <Ended job={job} /> : t.statuses[job.status]}
          </span>
        </span>
        <input
          type="checkbox"
          className="mr-2 size-4.5 shrink-0 accent-accent outline-none"
          checked={isChosen}
          disabled={!possible}
          onChange={() => onChosen(isChosen ? chosen.filter(id => id !== job.id) : [...chosen, job.id])}
        />
      </label>
    </li>
  )
}

/** Goes on with those that were chosen, once there are two. */
export function ChoiceBar({ chosen, onCompare, onCancel }: { chosen: ReadonlyArray<string>; onCompare(): void; onCancel(): void }) {
  const t = useWords(words)
  return (
    <div className="sticky bottom-0 z-10 xl:-bottom-2 -mx-2 -mb-2 flex flex-wrap items-center justify-end gap-1 rounded-b-lg border-t border-line bg-surface/95 p-2 pl-4 backdrop-blur-sm">
      <p role="status" className="min-w-20 flex-1 text-[0.8125rem] text-muted tabular-nums">
        {chosen.length === 0 ? t.compareHelp : t.chosen(chosen.length)}
      </p>
      <Button look="quiet" onClick={onCancel}>
        {t.stopComparing}
      </Button>
      <Button look="primary" disabled={chosen.length < 2} onClick={onCompare}>
        {t.compare}
      </Button>
    </div>
  )
}
