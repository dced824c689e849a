import type { Metadata } from '../header/header'

const MOST = 12
const MOST_TAGS = 6
const LONGEST = 100
const LONGEST_JSON = 1 << 20
/** How kohya's folders are called: how often each picture is shown, then what it shows. */
const CONCEPT = /^\d{1,4}_(.{1,300})$/

type Json = Readonly<Record<string, unknown>>

/** First the words that the author names, then those of the data it was trained on, the most frequent first. */
export function triggerWordsOf(metadata: Metadata): string[] {
  const frequency = inner(metadata.get('ss_tag_frequency'))
  const found = [
    ...split(metadata.get('modelspec.trigger_phrase') ?? ''),
    ...classes(inner(metadata.get('ss_datasets'))),
    ...concepts(frequency),
    ...concepts(inner(metadata.get('ss_dataset_dirs'))),
    ...tags(frequency),
  ]
  return [...new Set(found.map(clean).filter(word => word !== ''))].slice(0, MOST)
}

function clean(word: string) {
  const line = word.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim()
  return line.length > LONGEST || line.includes('\\') || line.includes('/') ? '' : line
}

function split(list: string) {
  return list.slice(0, 20_000).split(/[,;\n]/)
}

function classes(datasets: Json) {
  return Object.values(datasets)
    .flatMap(dataset => Object.values(asJson(asJson(dataset).subsets)))
    .map(subset => asJson(subset).class_tokens)
    .flatMap(tokens => (typeof tokens === 'string' ? split(tokens) : []))
}

function concepts(directories: Json) {
  return Object.keys(directories).flatMap(path => CONCEPT.exec(path.split(/[/\\]/).at(-1) ?? '')?.[1] ?? [])
}

function tags(frequency: Json) {
  const counts = new Map<string, number>()
  for (const [tag, count] of Object.values(frequency).flatMap(directory => Object.entries(asJson(directory)))) {
    if (typeof count === 'number') counts.set(tag.trim(), (counts.get(tag.trim()) ?? 0) + count)
  }
  return [...counts]
    .toSorted((one, other) => other[1] - one[1] || one[0].localeCompare(other[0]))
    .slice(0, MOST_TAGS)
    .map(([tag]) => tag)
}

/** What is broken or too large is as good as absent. */
function inner(value: string | undefined): Json {
  if (value === undefined || value.length > LONGEST_JSON) return {}
  try {
    return asJson(JSON.parse(value))
  } catch {
    return {}
  }
}

function asJson(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {}
}
