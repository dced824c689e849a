import { SignIn } from '@/access/SignIn'
import { GenerationForm } from '@/generate/GenerationForm'
import { JobList } from '@/jobs/JobList'
import { JobStage } from '@/jobs/JobStage'
import { LoRADialog } from '@/library/LoRADialog'
import { LiveProvider } from '@/live/Live'
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

/** Form, stage and jobs side by side; on narrower screens one view after the other. */
function Page() {
  const t = useWords(words)
  const place = usePlace()
  return (
    <>
      <a href="#form" className="sr-only z-40 rounded-md bg-raised px-3 py-2 focus:not-sr-only focus:fixed focus:top-2 focus:left-2">
        {t.skip}
      </a>
      <Header />
      <main className="mx-auto grid max-w-[110rem] grid-cols-1 gap-5 px-4 py-5 lg:grid-cols-[24rem_minmax(0,1fr)] lg:px-6 xl:grid-cols-[26rem_minmax(0,1fr)_20rem]">
        <section id="form" tabIndex={-1} aria-label={t.create} className={place.view === 'create' ? 'outline-none' : 'outline-none max-lg:hidden'}>
          <GenerationForm onManageLoras={openLoras} onOrdered={job => go({ view: 'videos', job: job.id })} />
        </section>
        <div className={place.view === 'videos' ? 'contents' : 'contents max-lg:hidden'}>
          <div className="grid grid-cols-1 content-start gap-5 xl:contents">
            <JobStage selected={place.job} />
            <JobList selected={place.job} onSelect={job => go({ view: 'videos', job })} />
          </div>
        </div>
      </main>
      <LoRADialog open={place.loras} onOpenChange={open => (open ? openLoras() : closeLoras())} />
    </>
  )
}
