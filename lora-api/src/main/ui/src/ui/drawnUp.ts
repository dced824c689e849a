const observer = 'ResizeObserver' in globalThis ? new ResizeObserver(entries => drawUp(entries.map(({ target }) => target as HTMLElement))) : undefined

/**
 * As the ref of what is cut where there is no room. It is cut after a whole letter, and hardly ever where its room ends;
 * what stands after it is drawn up to it, so that the two read as one name.
 */
export function drawnUp(head: HTMLElement) {
  observer?.observe(head)
  return () => observer?.unobserve(head)
}

/** All at once, so that the page is laid out once for all of them. */
function drawUp(heads: ReadonlyArray<HTMLElement>) {
  const cut = heads.filter(head => head.scrollWidth > head.clientWidth)
  // Where letters are is only told of those that are there.
  for (const head of cut) head.style.textOverflow = 'clip'
  const slack = new Map(cut.map(head => [head, slackOf(head)]))
  for (const head of heads) {
    head.style.textOverflow = ''
    const tail = head.nextElementSibling
    if (tail instanceof HTMLElement) tail.style.translate = slack.has(head) ? `-${slack.get(head)}px` : ''
  }
}

function slackOf(head: HTMLElement) {
  const text = head.firstChild
  if (!(text instanceof Text)) return 0
  const room = head.getBoundingClientRect().width - dotsOf(getComputedStyle(head))
  const range = document.createRange()
  range.setStart(text, 0)
  const upTo = (end: number) => {
    range.setEnd(text, end)
    return range.getBoundingClientRect().width
  }
  let [fits, fitsNot] = [0, text.length]
  while (fitsNot - fits > 1) {
    const middle = (fits + fitsNot) >> 1
    if (upTo(middle) <= room) fits = middle
    else fitsNot = middle
  }
  return Math.max(0, room - upTo(fits))
}

const pen = 'OffscreenCanvas' in globalThis ? new OffscreenCanvas(1, 1).getContext('2d') : null

/** Its font as a whole is not told by a style that sets features of it. */
function dotsOf({ fontWeight, fontSize, fontFamily }: CSSStyleDeclaration): number {
  if (!pen) return 0
  pen.font = `${fontWeight} ${fontSize} ${fontFamily}`
  return pen.measureText('…').width
}
