/** How far a card moves to show what is under it. */
export const REVEALED = -96

const HESITATION = 8

type Start = { readonly x: number; readonly y: number; readonly from: number }

/** Where the card is under the finger; nowhere else while the finger may still mean to scroll. */
export function swiped(start: Start, x: number, y: number, moving: boolean): number | undefined {
  const across = x - start.x
  if (!moving && (Math.abs(across) < HESITATION || Math.abs(across) < Math.abs(y - start.y))) return undefined
  return Math.max(REVEALED - 16, Math.min(0, start.from + across))
}

/** Half the way is a decision. */
export function afterSwipe(offset: number) {
  return offset <= REVEALED / 2 ? REVEALED : 0
}
