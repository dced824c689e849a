import type { Client } from '@/api/client'
import type { Lora, LoraAnswer, PartsAnswer, Progress, ProgressAnswer, SentPart, TicketAnswer } from '@/api/lora'
import type { Patience } from './patience'

const LONGEST_NAME = 255

/** Systems allow more in a name than the service does, and what turns letters around would make it look like another. */
function plain(name: string) {
  return [...name.replaceAll(/[\p{Cc}\p{Cs}\p{Bidi_Control}]/gu, '_')].slice(-LONGEST_NAME).join('')
}

/** What an upload asks of the service. It asks again by itself while that may help. */
export class UploadService {
  constructor(
    private readonly client: Client,
    private readonly patience: Patience,
  ) {}

  /** With the same key there is only one upload, however often it is asked for. */
  start(file: File, workspace: string | undefined, key: string, signal: AbortSignal): Promise<TicketAnswer> {
    const body = { fileName: plain(file.name), fileSize: file.size, ...(workspace === undefined ? {} : { workspaceId: workspace }) }
    return this.insist(signal, '/api/lora/upload', { method: 'POST', body, headers: { 'Idempotency-Key': key } })
  }

  async progress(id: string, signal: AbortSignal): Promise<Progress> {
    return (await this.insist<ProgressAnswer>(signal, `/api/lora/${id}/upload`, {})).upload
  }

  async sign(id: string, numbers: ReadonlyArray<number>, signal: AbortSignal) {
    return (await this.insist<PartsAnswer>(signal, `/api/lora/${id}/upload/parts`, { method: 'POST', body: { numbers } })).parts
  }

  async complete(id: string, parts: ReadonlyArray<SentPart>, signal: AbortSignal): Promise<Lora> {
    const body = parts.length === 0 ? {} : { parts }
    return (await this.insist<LoraAnswer>(signal, `/api/lora/${id}/upload/complete`, { method: 'POST', body })).lora
  }

  abandon(id: string, signal: AbortSignal): Promise<void> {
    return this.insist(signal, `/api/lora/${id}/upload`, { method: 'DELETE' })
  }

  async lora(id: string, signal: AbortSignal): Promise<Lora> {
    return (await this.insist<LoraAnswer>(signal, `/api/lora/${id}`, {})).lora
  }

  private insist<T>(signal: AbortSignal, path: string, call: Parameters<Client['json']>[2]): Promise<T> {
    return this.patience.insist(() => this.client.json<T>('lora', path, call), signal)
  }
}
