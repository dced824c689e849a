import { SignIn } from '@/access/SignIn'
import { GenerationForm } from '@/generate/GenerationForm'
import { JobList } from '@/jobs/JobList'
import { JobStage } from '@/jobs/JobStage'
import { LoRADialog } from '@/library/LoRADialog'
import { LiveProvider } from '@/live/Live'
import { cn } from '@/ui/class-names'
import { onDemand } from '@/ui/onDemand'
import { Toasts } from '@/ui/toasts'
import { TooltipProvider } from '@/ui/tooltip'
import { UploadsProvider } from '@/uploads/UploadsProvider'
import { useWords } from '@/words/language'
import { Header } from './Header'
import { closeLoras, go, openLoras, usePlace } from './place'
import { words } from './words'

export function App() {
  return (
    <TooltipProvider delayDuration={400}>
      <SignIn>
        <LiveProvider>
          <UploadsProvider>
            <Page />
          </UploadsProvider>
        </LiveProvider>
      </SignIn>
      <Toasts />
    </TooltipProvider>
  )
}

const Compare = onDemand(async () => (await import('@/compare/Compare')).Compare)

/** Form, stage and jobs side by side; on narrower screens one view after the other. A comparison needs all the room. */
function Page() {
  const t = useWords(words)
  const place = usePlace()
  return (
    <>
      <a href="#form" className="sr-only z-40 rounded-md bg-raised px-3 py-2 focus:not-sr-only focus:fixed focus:top-2 focus:left-2">
        {t.skip}
      </a>
      <Header />
      <main className="mx-auto grid max-w-[110rem] grid-cols-1 gap-5 px-4 py-5 lg:grid-cols-[min(24rem,38vw)_minmax(0,1fr)] lg:px-6 xl:grid-cols-[min(26rem,33vw)_minmax(0,1fr)_min(20rem,25vw)]">
        <section id="form" tabIndex={-1} aria-label={t.create} className={cn('outline-none', place.view === 'videos' && 'max-lg:hidden', place.view === 'compare' && 'hidden')}>
          <GenerationForm onManageLoras={openLoras} onOrdered={job => go({ view: 'videos', job: job.id })} />
        </section>
        {place.view === 'compare' ? <Compare key={place.compared.join()} ids={place.compared} /> : <Videos shown={place.view === 'videos'} selected={place.view === 'videos' ? place.job : undefined} />}
      </main>
      <LoRADialog open={place.loras} onOpenChange={open => (open ? openLoras() : closeLoras())} />
    </>
  )
}

function Videos({ shown, selected }: { shown: boolean; selected: string | undefined }) {
  return (
    <div className={shown ? 'contents' : 'contents max-lg:hidden'}>
      <div className="grid grid-cols-1 content-start gap-5 xl:contents">
        <JobStage selected={selected} />
        <JobList selected={selected} onSelect={job => go({ view: 'videos', job })} onCompare={jobs => go({ view: 'compare', compared: jobs })} />
      </div>
    </div>
  )
}
