import { useQuery } from '@tanstack/react-query'
import { Copy, Download } from 'lucide-react'
import { useClient } from '@/access/SignIn'
import type { Job, Manifest, ManifestAnswer } from '@/api/generation'
import { Button } from '@/ui/button'
import { useCopy } from '@/ui/copying'
import { Dialog, DialogContent, DialogDescription } from '@/ui/dialog'
import { Notice } from '@/ui/notice'
import { Skeleton } from '@/ui/skeleton'
import { bytes, date } from '@/words/format'
import { useLanguage, useWords } from '@/words/language'
import { sentenceOf } from '@/words/refusals'
import { useSaid } from '@/words/said'
import { Fact, Facts } from './JobDetails'
import { LoraLines } from './LoraLines'
import { ModelName, useSettingsOf } from './names'
import { saveBlob } from './saving'
import { words } from './words'

type Props = { job: Job; open: boolean; onOpenChange(open: boolean): void }

export function ManifestDialog({ job, open, onOpenChange }: Props) {
  const t = useWords(words)
  const language = useLanguage()
  const client = useClient()
  const { data: manifest, error } = useQuery({
    queryKey: ['manifest', job.id],
    queryFn: async ({ signal }) =>
      (await client.json<ManifestAnswer>('generation', `/api/generate/${job.id}/manifest`, { signal })).manifest,
    enabled: open,
    staleTime: Infinity,
  })
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent heading={t.manifest}>
        <div className="grid grid-cols-1 gap-4 overflow-y-auto p-4 sm:p-5">
          <DialogDescription className="text-muted">{t.manifestText}</DialogDescription>
          {error && <Notice tone="danger" role="alert">{sentenceOf(error, language)}</Notice>}
          {manifest ? <Readable manifest={manifest} /> : !error && <Skeleton className="h-72" />}
        </div>
        {manifest && <Keep manifest={manifest} />}
      </DialogContent>
    </Dialog>
  )
}

function Readable({ manifest }: { manifest: Manifest }) {
  const t = useWords(words)
  const language = useLanguage()
  const say = useSaid()
  const { used, product } = manifest
  const settings = useSettingsOf(used)
  return (
    <>
      <p className="whitespace-pre-wrap">{String(used.parameters.prompt ?? '')}</p>
      {manifest.adjustments.length > 0 && <Notice tone="warn">{manifest.adjustments.map(say).join(' ')}</Notice>}
      {used.loras.length > 0 && <LoraLines loras={used.loras} digests />}
      <Facts heading={t.settings}>
        <Fact name={t.model}><ModelName id={used.model} /></Fact>
        {settings.map(([name, value]) => (
          <Fact key={name} name={name}>{value}</Fact>
        ))}
        <Fact name={t.seed}>{String(used.parameters.seed ?? '')}</Fact>
      </Facts>
      <Facts heading={t.product}>
        <Fact name={product.contentType}>{bytes(product.size, language)}</Fact>
        <Fact name={t.ordered}>{date(manifest.requestedAt, language)}</Fact>
        {manifest.worker && <Fact name={t.worker}>{manifest.worker}</Fact>}
        <Fact name="SHA-256" className="col-span-full">
          <code className="text-[0.6875rem] break-all">{product.sha256}</code>
        </Fact>
      </Facts>
    </>
  )
}

function Keep({ manifest }: { manifest: Manifest }) {
  const t = useWords(words)
  const copy = useCopy()
  const json = JSON.stringify(manifest, null, 2)
  return (
    <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-4 py-3 sm:px-5">
      <Button onClick={() => copy(json)}>
        <Copy />
        {t.copyJson}
      </Button>
      <Button onClick={() => saveBlob(new Blob([json], { type: 'application/json' }), `manifest-${manifest.jobId}.json`)}>
        <Download />
        {t.downloadJson}
      </Button>
    </footer>
  )
}
