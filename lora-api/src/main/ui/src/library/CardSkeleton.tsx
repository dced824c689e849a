import { Skeleton } from '@/ui/skeleton'

/** As high as a card. */
export function CardSkeleton() {
  return (
    <div aria-hidden className="flex flex-col gap-3 rounded-lg border border-line bg-raised p-3.5 pb-2">
      <div className="flex items-center gap-3">
        <Skeleton className="size-11" />
        <div className="grid flex-1 gap-2">
          <Skeleton className="h-3.5 w-3/4" />
          <Skeleton className="h-3 w-2/5" />
        </div>
      </div>
      <div className="flex gap-1.5">
        <Skeleton className="h-5 w-20 rounded-full" />
        <Skeleton className="h-5 w-24 rounded-full" />
      </div>
      <div className="h-8 pointer-coarse:h-11" />
    </div>
  )
}
