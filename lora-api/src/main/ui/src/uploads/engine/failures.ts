/** Nothing got through for long enough, however often it was tried. */
export class TimedOut extends Error {}

/** The bucket answered, but never with a yes. */
export class StorageFailed extends Error {
  constructor(readonly status?: number) {
    super(String(status))
  }
}

/** The file was moved or changed since it was chosen, so no byte of it can be had. */
export class FileGone extends Error {}
