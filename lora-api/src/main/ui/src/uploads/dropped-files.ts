import { extensionOf } from './header/validation'

export function carriesFiles(transfer: DataTransfer | null) {
  return transfer?.types.includes('Files') ?? false
}

/** The files that were dropped, and the LoRAs in folders that were: other files of a folder are nobody's mistake. */
export async function droppedFiles(transfer: DataTransfer): Promise<File[]> {
  const items = Array.from(transfer.items).filter(item => item.kind === 'file')
  // Both are gone once the event is over, so they are asked for first.
  const found = items.map(item => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }))
  const files = await Promise.all(
    found.map(({ entry, file }) => (entry?.isDirectory ? filesIn(entry as FileSystemDirectoryEntry) : file ? [file] : [])),
  )
  return files.flat()
}

async function filesIn(folder: FileSystemDirectoryEntry): Promise<File[]> {
  const files = await Promise.all(
    (await entriesOf(folder)).map(entry => {
      if (entry.isDirectory) return filesIn(entry as FileSystemDirectoryEntry)
      return extensionOf(entry.name) ? fileOf(entry as FileSystemFileEntry) : []
    }),
  )
  return files.flat()
}

/** A reader gives a hundred at a time, and none when it is through. */
async function entriesOf(folder: FileSystemDirectoryEntry) {
  const reader = folder.createReader()
  const all: FileSystemEntry[] = []
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (some.length === 0) return all
    all.push(...some)
  }
}

function fileOf(entry: FileSystemFileEntry): Promise<File[]> {
  return new Promise(resolve =>
    entry.file(
      file => resolve([file]),
      () => resolve([]),
    ),
  )
}
