/** Saves what is at an address of another origin under a name of ours, which a link alone cannot. */
export async function saveAddress(address: string, name: string): Promise<boolean> {
  try {
    const response = await fetch(address)
    if (!response.ok) throw new Error(String(response.status))
    saveBlob(await response.blob(), name)
    return true
  } catch {
    open(address, '_blank', 'noopener')
    return false
  }
}

export function saveBlob(blob: Blob, name: string) {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
