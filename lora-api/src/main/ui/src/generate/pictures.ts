/** What a picture of an order may be: an https address, or a PNG, JPEG or WebP in a data URI. */

const DATA_URI = /^data:image\/(?:png|jpe?g|webp);base64,/i
/** How each of the three begins, in base64: the signature of PNG, of JPEG, and RIFF. */
const BEGINNINGS: ReadonlyArray<string> = ['iVBORw0KGgo', '/9j/', 'UklGR']
const LONGEST_ADDRESS = 2048

export function isPicture(dataUri: string) {
  const start = DATA_URI.exec(dataUri)?.[0]
  return start !== undefined && BEGINNINGS.some(beginning => dataUri.startsWith(beginning, start.length))
}

export function isWebPicture(address: string) {
  if (address.length > LONGEST_ADDRESS || !URL.canParse(address)) return false
  const url = new URL(address)
  return url.protocol === 'https:' && url.username === '' && url.password === '' && url.hostname.includes('.')
}

/** How many bytes a data URI brings along; an address brings none. */
export function inlineBytes(value: string) {
  const comma = value.indexOf(',')
  if (!/^data:/i.test(value) || comma < 0) return 0
  const padding = value.endsWith('==') ? 2 : value.endsWith('=') ? 1 : 0
  return Math.floor(((value.length - comma - 1) * 3) / 4) - padding
}

export function dataUriOf(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.addEventListener('load', () => resolve(String(reader.result)))
    reader.addEventListener('error', () => reject(reader.error))
    reader.readAsDataURL(file)
  })
}
