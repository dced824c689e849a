import { language, type Language } from './language'

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const

/** As the services say it in their sentences: in powers of ten. */
export function bytes(count: number, of: Language = language()): string {
  let unit = 0
  let value = count
  while (value >= 999.95 && unit < UNITS.length - 1) {
    value /= 1000
    unit++
  }
  const digits = unit === 0 || value >= 100 ? 0 : 1
  return `${number(value, of, digits)} ${UNITS[unit]}`
}

/** "5GB": a limit as the services and the documents write it, in powers of two, exactly. */
export function limit(count: number): string {
  let unit = 0
  let value = count
  while (unit < UNITS.length - 1 && value >= 1024 && value % 1024 === 0) {
    value /= 1024
    unit++
  }
  return unit === 0 ? `${value} bytes` : `${value}${UNITS[unit]?.toUpperCase()}`
}

export function number(value: number, of: Language = language(), digits = 0): string {
  return new Intl.NumberFormat(of, { maximumFractionDigits: digits }).format(value)
}

/** Videos cost cents, so what is less than one of something is told to more digits. */
export function money({ amount, currency }: { amount: number; currency: string }, of: Language = language()): string {
  const digits = amount < 1 ? { maximumFractionDigits: 4 } : {}
  return new Intl.NumberFormat(of, { style: 'currency', currency, ...digits }).format(amount)
}

const AGES: ReadonlyArray<[Intl.RelativeTimeFormatUnit, number]> = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
]

/** "2 days ago"; what is younger than a minute is "now". */
export function age(time: string, now: number, of: Language = language()): string {
  const seconds = Math.max(0, (now - Date.parse(time)) / 1000)
  const [unit, length] = AGES.find(([, length]) => seconds >= length) ?? ['second', Infinity]
  const amount = Number.isFinite(length) ? Math.floor(seconds / length) : 0
  return new Intl.RelativeTimeFormat(of, { numeric: 'auto' }).format(-amount, unit)
}

export function date(time: string, of: Language = language()): string {
  return new Intl.DateTimeFormat(of, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(time))
}

/** "1:05", "2:03:07". */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  const shown = parts[0] === 0 ? parts.slice(1) : parts
  return shown.map((part, index) => (index === 0 ? String(part) : String(part).padStart(2, '0'))).join(':')
}

/** The end of a file's name tells high from low, so it is the middle that goes. */
export function shortened(name: string, most: number): string {
  const characters = [...name]
  if (characters.length <= most) return name
  const tail = Math.ceil((most - 1) / 2)
  return `${characters.slice(0, most - 1 - tail).join('')}…${characters.slice(-tail).join('')}`
}
