package dev.lorikeet.standalone;

/** What has no room on the page that somebody sees. */
final class Reflow {
    /**
     * Texts that are outside of the page or of what they are in, and controls that are outside of the page. What ends in
     * an ellipsis says so; what is under a dialog, or for screen readers alone, has room.
     */
    static final String CUT = """
            () => {
              const isShown = it => it.checkVisibility({opacityProperty: true, visibilityProperty: true})
                && !it.closest('[aria-hidden=true], .sr-only, option, script, style')
              const texts = []
              const all = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
              while (all.nextNode()) if (all.currentNode.data.trim() && isShown(all.currentNode.parentElement)) texts.push(all.currentNode)
              const boxOf = text => {
                const range = document.createRange()
                range.selectNodeContents(text)
                return range.getBoundingClientRect()
              }
              const isBeside = (box, edge) => box.right > edge.right + 1 || box.left < edge.left - 1
              const page = {left: 0, right: document.documentElement.clientWidth}
              const where = text => {
                const box = boxOf(text)
                for (let it = text.parentElement; it !== document.body; it = it.parentElement) {
                  const style = getComputedStyle(it), edge = it.getBoundingClientRect()
                  if (style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none') return edge.width > 8 ? undefined : 'no room'
                  if (/auto|scroll/.test(style.overflowX)) return undefined
                  const holds = it.matches('button, label') || /hidden|clip/.test(style.overflowX)
                  if (holds && edge.width > 1 && isBeside(box, edge)) return 'cut by ' + it.tagName + ' ' + it.className
                }
                return isBeside(box, page) ? 'outside' : undefined
              }
              const controls = [...document.querySelectorAll('button, input:not([type=file]), select, textarea, video')]
                .filter(it => isShown(it) && it.getBoundingClientRect().width > 1 && isBeside(it.getBoundingClientRect(), page))
              return [
                ...texts.flatMap(text => where(text) ? [text.data + ': ' + where(text)] : []),
                ...controls.map(it => 'outside: ' + it.outerHTML.slice(0, 200)),
              ]
            }
            """;

    private Reflow() {}
}
