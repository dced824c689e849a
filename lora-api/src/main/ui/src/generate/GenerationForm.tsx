import type { Job } from '@/api/generation'

export function GenerationForm({ onManageLoras }: { onManageLoras(): void; onOrdered(job: Job): void }) {
  return <button type="button" onClick={onManageLoras}>LoRAs</button>
}
