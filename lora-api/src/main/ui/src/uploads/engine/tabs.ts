/** Which uploads are being sent by some page right now, so that another one does not offer to continue them. */
export type Tabs = {
  hold(loraId: string, until: AbortSignal): void
  held(): Promise<ReadonlySet<string>>
}

const PREFIX = 'lorikeet.upload.'

/** Locks end with the page that holds them, even if it crashes. */
export function tabs(): Tabs {
  // Absent where the page was not loaded safely; then every unfinished upload is offered.
  const locks = navigator.locks as LockManager | undefined
  return {
    hold(loraId, until) {
      void locks?.request(PREFIX + loraId, { ifAvailable: true }, () => {
        return new Promise<void>(resolve => {
          if (until.aborted) resolve()
          until.addEventListener('abort', () => resolve())
        })
      })
    },
    async held() {
      const all = (await locks?.query())?.held ?? []
      return new Set(all.flatMap(({ name }) => (name?.startsWith(PREFIX) ? [name.slice(PREFIX.length)] : [])))
    },
  }
}
