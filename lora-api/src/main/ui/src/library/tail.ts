const TAIL = 14
const SIDE = /(high|low)([-_. ]?noise)?.{0,12}$/i

/** What of a long name is always to be seen; nothing of a short one. */
export function tailOf(name: string): string {
  const characters = [...name]
  if (characters.length <= TAIL * 2) return ''
  const side = SIDE.exec(name)?.[0] ?? ''
  return side.length > TAIL ? side : characters.slice(-TAIL).join('')
}
