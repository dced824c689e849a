import { Download, FileJson, RotateCw, SlidersHorizontal } from 'lucide-react'
import { useState } from 'react'
import { useClient } from '@/access/SignIn'
import { mayWrite } from '@/access/session'
import type { Job } from '@/api/generation'
import { Button } from '@/ui/button'
import { onDemand } from '@/ui/onDemand'
import { toast } from '@/ui/toasts'
import { useWords } from '@/words/language'
import { saveAddress } from './saving'
import { fileNameOf } from './steps'
import { takeSettings, useAgain } from './useActions'
import { words } from './words'

const ManifestDialog = onDemand(async () => (await import('./ManifestDialog')).ManifestDialog)

export function JobActions({ job }: { job: Job }) {
  const t = useWords(words)
  const { session } = useClient()
  const again = useAgain(job)
  const [manifest, setManifest] = useState<boolean>()
  const failed = job.status === 'failed'
  return (
    <div className="flex flex-wrap gap-2">
      {job.video && <Save job={job} video={job.video} />}
      {mayWrite(session) && (
        <>
          <Button look={failed ? 'primary' : 'secondary'} disabled={again.isPending} onClick={() => again.mutate()}>
            <RotateCw />
            {failed ? t.retry : t.again}
          </Button>
          <Button onClick={() => takeSettings(job)}>
            <SlidersHorizontal />
            {failed ? t.edit : t.useSettings}
          </Button>
        </>
      )}
      {job.status === 'succeeded' && (
        <Button look="quiet" onClick={() => setManifest(true)}>
          <FileJson />
          {t.manifest}
        </Button>
      )}
      {manifest !== undefined && <ManifestDialog job={job} open={manifest} onOpenChange={setManifest} />}
    </div>
  )
}

function Save({ job, video }: { job: Job; video: NonNullable<Job['video']> }) {
  const t = useWords(words)
  const [saving, setSaving] = useState(false)
  const save = async () => {
    setSaving(true)
    const saved = await saveAddress(video.url, fileNameOf(job, video.contentType))
    if (!saved) toast(t.downloadFailed)
    setSaving(false)
  }
  return (
    <Button look="primary" disabled={saving} onClick={() => void save()}>
      <Download />
      {t.download}
    </Button>
  )
}
