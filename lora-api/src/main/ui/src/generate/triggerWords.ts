/** The trigger words that a prompt lacks, each once. */
export function missingWords(prompt: string, words: ReadonlyArray<string>): ReadonlyArray<string> {
  const text = prompt.toLowerCase()
  const seen = new Set<string>()
  return words.filter(word => {
    const key = word.trim().toLowerCase()
    if (key === '' || seen.has(key)) return false
    seen.add(key)
    return !text.includes(key)
  })
}

export function withWord(prompt: string, word: string): string {
  const before = prompt.trimEnd()
  if (before === '') return word
  return /[,.;:!?，。、]$/u.test(before) ? `${before} ${word}` : `${before}, ${word}`
}
