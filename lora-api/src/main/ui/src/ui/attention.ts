const SIGNS = ['pointermove', 'pointerdown', 'touchstart', 'wheel', 'keydown'] as const

let here = false
const waiting: Array<() => void> = []

/** At the first sign that somebody points, touches or types; at once if there has been one. */
export function onceSomebodyIsHere(act: () => void) {
  if (here) act()
  else waiting.push(act)
}

function noticed() {
  here = true
  for (const sign of SIGNS) removeEventListener(sign, noticed, true)
  for (const act of waiting.splice(0)) act()
}

for (const sign of SIGNS) addEventListener(sign, noticed, { capture: true, passive: true })
