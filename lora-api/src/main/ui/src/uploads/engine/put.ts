import { Unreachable } from '@/api/refusal'
import type { SignedPart } from '@/api/lora'

export type PutAnswer = { readonly status: number; readonly etag: string | undefined; readonly retryAfterSeconds: number | undefined }

/** Sends bytes to where a signed URL says. Throws {@link Unreachable} where nobody answers. */
export type Put = (part: SignedPart, body: Blob, progress: (loaded: number) => void, signal: AbortSignal) => Promise<PutAnswer>

/** By XMLHttpRequest, because fetch does not tell how far it has come. */
export const put: Put = (part, body, progress, signal) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const abort = () => request.abort()
    request.open('PUT', part.url)
    for (const [name, value] of Object.entries(part.headers)) request.setRequestHeader(name, value)
    request.upload.addEventListener('progress', event => progress(event.loaded))
    request.addEventListener('load', () => resolve(answerOf(request)))
    request.addEventListener('error', () => reject(new Unreachable(part.number)))
    request.addEventListener('abort', () => reject(signal.reason))
    request.addEventListener('loadend', () => signal.removeEventListener('abort', abort))
    signal.addEventListener('abort', abort)
    request.send(body)
  })

function answerOf(request: XMLHttpRequest): PutAnswer {
  const headers = readable(request)
  const seconds = Number(headers.get('retry-after'))
  return {
    status: request.status,
    // Absent too where the bucket does not let pages see it; then the service asks the bucket itself.
    etag: headers.get('etag'),
    retryAfterSeconds: seconds > 0 ? seconds : undefined,
  }
}

/** Asked by name for one that is kept from pages, a browser complains aloud. */
function readable(request: XMLHttpRequest): ReadonlyMap<string, string> {
  const lines = request.getAllResponseHeaders().split('\r\n')
  return new Map(lines.map(line => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]))
}
