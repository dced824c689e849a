import type { Lora, Rejection } from '@/api/lora'
import type { FileFacts } from '../facts/facts'
import type { Fault } from '../header/fault'
import type { Unacceptable } from '../header/validation'

/**
 * `interrupted`: begun before the page was loaded again; its file has to be given once more. `comparing`: as large as one
 * that is there. `there`: the workspace has this very file, and nothing is sent unless somebody insists.
 */
export type Phase =
  | 'checking'
  | 'comparing'
  | 'there'
  | 'refused'
  | 'interrupted'
  | 'waiting'
  | 'uploading'
  | 'finishing'
  | 'verifying'
  | 'ready'
  | 'rejected'
  | 'failed'
  | 'cancelled'

/** Why it goes no further, in the terms of whoever found it. */
export type Trouble =
  | { readonly by: 'name'; readonly code: Unacceptable; readonly largest: number }
  | { readonly by: 'check'; readonly fault: Fault }
  | { readonly by: 'proof'; readonly rejection: Rejection }
  | { readonly by: 'failure'; readonly failure: unknown }

/** One file on its way, as it is shown. A new one replaces it whenever something changes. */
export type Upload = {
  readonly key: string
  readonly name: string
  readonly size: number
  readonly phase: Phase
  readonly paused: boolean
  /** Nothing gets through, and it tries again by itself. */
  readonly retrying: boolean
  /** In bytes, with what is on the wire. */
  readonly sent: number
  /** In bytes, of its own, to be compared with what the workspace has. */
  readonly compared: number
  /** In bytes a second, while there is something to measure. */
  readonly speed: number | undefined
  readonly facts: FileFacts | undefined
  readonly trouble: Trouble | undefined
  readonly lora: Lora | undefined
  /** The one of the workspace that is this very file. */
  readonly twin: Lora | undefined
}

export const NOTHING_YET = {
  paused: false,
  retrying: false,
  sent: 0,
  compared: 0,
  speed: undefined,
  facts: undefined,
  trouble: undefined,
  lora: undefined,
  twin: undefined,
}

const SENDING: ReadonlySet<Phase> = new Set(['checking', 'comparing', 'waiting', 'uploading', 'finishing'])
const OVER: ReadonlySet<Phase> = new Set(['there', 'refused', 'ready', 'rejected', 'cancelled'])
const TROUBLED: ReadonlySet<Phase> = new Set(['there', 'refused', 'rejected', 'failed', 'interrupted'])

/** Whether it would be lost if the page went away now. */
export const isSending = (upload: Upload) => SENDING.has(upload.phase)
export const isOver = (upload: Upload) => OVER.has(upload.phase)
export const isTroubled = (upload: Upload) => TROUBLED.has(upload.phase)

/** In seconds; only while it moves. */
export function timeLeft(upload: Upload) {
  if (upload.phase !== 'uploading' || upload.paused || !upload.speed) return undefined
  return (upload.size - upload.sent) / upload.speed
}

export type Overall = { readonly count: number; readonly percent: number; readonly speed: number; readonly secondsLeft: number | undefined }

/** Of all that are on their way together. */
export function overall(uploads: ReadonlyArray<Upload>): Overall | undefined {
  const moving = uploads.filter(upload => isSending(upload) || upload.phase === 'verifying')
  if (moving.length === 0) return undefined
  const size = sum(moving, upload => upload.size)
  const sent = sum(moving, upload => (upload.phase === 'verifying' ? upload.size : upload.sent))
  const speed = sum(moving, upload => (upload.paused || upload.retrying ? 0 : (upload.speed ?? 0)))
  const left = sum(moving, upload => (upload.paused || upload.phase === 'verifying' ? 0 : upload.size - upload.sent))
  return {
    count: moving.length,
    percent: size === 0 ? 0 : Math.floor((sent / size) * 100),
    speed,
    secondsLeft: speed > 0 ? left / speed : undefined,
  }
}

function sum(uploads: ReadonlyArray<Upload>, of: (upload: Upload) => number) {
  return uploads.reduce((total, upload) => total + of(upload), 0)
}
