/** How many requests may be under way at once, how fast that was, and for how many looks it stays so. */
export type Breadth = { readonly width: number; readonly speed: number; readonly rest: number }

/** What was seen since the last look; `full` if as many were under way as may be. */
export type Seen = { readonly speed: number; readonly full: boolean }

export const LEAST = 1
/** As many as browsers open to one host. */
export const MOST = 6
export const FIRST: Breadth = { width: 4, speed: 0, rest: 0 }

/** What is less than this may be chance. */
const GAIN = 1.05
const REST = 5

/** One more as long as that makes it faster; one less where the last one made no difference, and later another try. */
export function afterLook(breadth: Breadth, { speed, full }: Seen): Breadth {
  const { width, rest } = breadth
  if (!full) return breadth
  if (rest > 1) return { width, speed, rest: rest - 1 }
  const isFaster = rest === 1 || speed > breadth.speed * GAIN
  if (isFaster && width === MOST) return { width, speed, rest: REST }
  return isFaster ? { width: width + 1, speed, rest: 0 } : { width: Math.max(LEAST, width - 1), speed, rest: REST }
}

/** Half as many: what is on a bad line is in each other's way, and lost together. */
export function afterFailure({ width }: Breadth): Breadth {
  return { width: Math.max(LEAST, Math.floor(width / 2)), speed: 0, rest: 1 }
}
