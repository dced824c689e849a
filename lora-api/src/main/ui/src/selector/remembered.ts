let query = ''

/** What found the first half finds the second one too: the next list that is opened starts with it, once. */
export function rememberQuery(used: string) {
  query = used.trim()
}

export function takeQuery(): string {
  const used = query
  query = ''
  return used
}
