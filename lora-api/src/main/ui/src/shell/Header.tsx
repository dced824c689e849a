import { Clapperboard, CloudOff, Layers, WandSparkles } from 'lucide-react'
import { useState } from 'react'
import { useClient } from '@/access/SignIn'
import { useConnection } from '@/live/Live'
import { Badge } from '@/ui/badge'
import { Button } from '@/ui/button'
import { Mark } from '@/ui/mark'
import { onDemand } from '@/ui/onDemand'
import { Segments } from '@/ui/segments'
import { UploadBadge } from '@/uploads/UploadBadge'
import { useWords } from '@/words/language'
import { go, openLoras, usePlace } from './place'
import { SettingsButton } from './SettingsButton'
import { words } from './words'

const SettingsMenu = onDemand(async () => (await import('./SettingsMenu')).SettingsMenu, () => <SettingsButton />)

export function Header() {
  const t = useWords(words)
  const { session } = useClient()
  const place = usePlace()
  return (
    <header className="sticky top-0 z-30 border-b border-line bg-canvas/90 backdrop-blur-md">
      <div className="mx-auto flex min-h-14 max-w-[110rem] flex-wrap items-center gap-2 px-3 max-[22.5rem]:gap-0.5 max-[22.5rem]:px-2 sm:gap-3 sm:px-4 lg:px-6">
        <h1 className="text-[0.9375rem] font-semibold tracking-tight">
          <a href="#/" className="flex items-center gap-2 rounded-sm pointer-coarse:min-h-11 pointer-coarse:min-w-11">
            <Mark className="size-7" />
            <span className="max-sm:sr-only">Lorikeet</span>
          </a>
        </h1>
        {session.workspaces.size > 1 && <Badge className="max-sm:hidden">{session.workspace}</Badge>}
        <Segments
          className="lg:hidden"
          label={t.views}
          value={place.view === 'create' ? 'create' : 'videos'}
          onChange={view => go(view === 'create' ? { view: 'create' } : { view: 'videos' })}
          choices={[
            { value: 'create', text: <><WandSparkles className="max-sm:hidden" />{t.create}</> },
            { value: 'videos', text: <><Clapperboard className="max-sm:hidden" />{t.videos}</> },
          ]}
        />
        <div className="min-w-0 flex-1" />
        <ConnectionState />
        <Button onClick={openLoras} className="relative max-sm:px-2.5">
          <Layers className="max-sm:hidden" />
          {t.loras}
          <UploadBadge />
        </Button>
        <Settings />
      </div>
    </header>
  )
}

/** The menu comes when it is opened for the first time, and stays. */
function Settings() {
  const [opened, setOpened] = useState(false)
  return opened ? <SettingsMenu /> : <SettingsButton onClick={() => setOpened(true)} />
}

/** Says nothing while all is well. */
function ConnectionState() {
  const t = useWords(words)
  const connection = useConnection()
  return (
    <span role="status" className="shrink-0" title={connection === 'reconnecting' ? t.reconnecting : undefined}>
      {connection === 'reconnecting' && (
        <Badge tone="warn" className="max-sm:px-1">
          <CloudOff aria-hidden className="sm:hidden" />
          <span className="max-sm:sr-only">{t.reconnecting}</span>
        </Badge>
      )}
    </span>
  )
}
