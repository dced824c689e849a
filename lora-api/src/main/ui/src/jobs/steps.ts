import type { Job, Progress } from '@/api/generation'

export type StepName = 'queue' | 'worker' | 'loras' | 'rendering' | 'encoding'
export type Step = { readonly name: StepName; readonly state: 'done' | 'now' | 'next' }

const OF_PHASE: Readonly<Record<Progress['phase'], StepName>> = {
  'waiting-for-worker': 'worker',
  'fetching-loras': 'loras',
  rendering: 'rendering',
  encoding: 'encoding',
}

/** The way of a job, and where on it it is. Without LoRAs none have to be fetched. */
export function stepsOf(job: Job): ReadonlyArray<Step> {
  const names: ReadonlyArray<StepName> = ['queue', 'worker', ...(job.loras.length > 0 ? (['loras'] as const) : []), 'rendering', 'encoding']
  const here = names.indexOf(stepOf(job))
  return names.map((name, index) => ({ name, state: index < here ? 'done' : index === here ? 'now' : 'next' }))
}

export function stepOf(job: Job): StepName {
  if (job.status === 'queued') return 'queue'
  const step = job.progress ? OF_PHASE[job.progress.phase] : 'worker'
  return step === 'loras' && job.loras.length === 0 ? 'worker' : step
}

/** How long it took, or has taken so far. */
export function secondsOf(job: Job, now: number) {
  const end = job.finishedAt ? Date.parse(job.finishedAt) : now
  return Math.max(0, (end - Date.parse(job.requestedAt)) / 1000)
}

export function promptOf(job: Job) {
  return String(job.parameters.prompt ?? '')
}

/** For the box of the picture, before there is one. */
export function shapeOf(job: Job): string {
  const [width, height] = [Number(job.parameters.width), Number(job.parameters.height)]
  return width > 0 && height > 0 ? `${width} / ${height}` : '16 / 9'
}

export function fileNameOf(job: Job, contentType: string) {
  const ending = contentType.split('/')[1]?.replace('jpeg', 'jpg') ?? 'mp4'
  const words = promptOf(job).toLowerCase().match(/[\p{L}\p{N}]+/gu)?.slice(0, 6).join('-') ?? 'lorikeet'
  return `${words.slice(0, 60)}-${String(job.parameters.seed ?? job.id.slice(-6))}.${ending}`
}
