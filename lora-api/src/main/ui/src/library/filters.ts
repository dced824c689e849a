import type { Expert, Lora, Status } from '@/api/lora'

export type StatusChoice = 'current' | 'ready' | 'checking' | 'missing' | 'rejected'
export type Sort = '-uploadedAt' | 'uploadedAt' | 'name' | '-name' | '-fileSize' | 'fileSize' | '-lastUsed'

export type Filters = {
  readonly query: string
  readonly baseModel: string
  readonly expert: Expert | ''
  readonly tag: string
  readonly status: StatusChoice
  readonly sort: Sort
}

export const NO_FILTERS: Filters = { query: '', baseModel: '', expert: '', tag: '', status: 'current', sort: '-uploadedAt' }

/** Refused files are gone and only their reason is left, so one has to ask for them. */
const STATUSES: Readonly<Record<StatusChoice, ReadonlyArray<Status>>> = {
  current: ['ready', 'verifying', 'missing'],
  ready: ['ready'],
  checking: ['uploading', 'verifying'],
  missing: ['missing'],
  rejected: ['rejected'],
}

export function shows(filters: Filters, status: Status) {
  return STATUSES[filters.status].includes(status)
}

/** Whether something other than the state decides what is listed, which only the server knows for sure. */
export function isNarrowed(filters: Filters) {
  return filters.query.trim() !== '' || filters.baseModel !== '' || filters.expert !== '' || filters.tag !== ''
}

export function hasFilters(filters: Filters) {
  return isNarrowed(filters) || filters.status !== NO_FILTERS.status
}

export function asQuery({ status, query, ...rest }: Filters) {
  return { ...rest, query: query.trim(), status: STATUSES[status].join(',') }
}

/** What there is to choose from: only what some LoRA has. */
export function choicesIn(loras: ReadonlyArray<Lora>) {
  return {
    baseModels: distinct(loras.map(lora => lora.facts?.baseModel.family ?? 'unknown')),
    tags: distinct(loras.flatMap(lora => lora.tags)),
  }
}

function distinct(words: ReadonlyArray<string>) {
  return [...new Set(words)].toSorted((a, b) => a.localeCompare(b))
}
