const TAIL = 14

/** Gives up its middle where there is no room: the end of a file's name tells high from low. */
export function Name({ children }: { children: string }) {
  const characters = [...children]
  if (characters.length <= TAIL * 2) return <span className="block truncate">{children}</span>
  return (
    <span className="flex min-w-0 whitespace-pre">
      <span className="truncate">{characters.slice(0, -TAIL).join('')}</span>
      <span className="shrink-0">{characters.slice(-TAIL).join('')}</span>
    </span>
  )
}
