package dev.lorikeet.standalone;

/** What a finger has to hit. */
final class TouchTargets {
    /**
     * Everything that can be seen and pressed, is not under a dialog, and is narrower or lower than 44 pixels. Where
     * it looks smaller than that, but hears a finger at the edges of such a square, it is large enough; so is a slider
     * by its whole track, a field by its label, and a link within a sentence.
     */
    static final String TOO_SMALL = """
            () => {
              const LEAST = 44, INSET = 1
              const PRESSED = 'button, a[href], input:not([type=hidden], [type=file]), select, textarea, summary, '
                + '[role=button], [role=option], [role=menuitem], [role=menuitemradio], [role=slider], [role=switch]'
              const isLarge = it => {
                const box = (it.role === 'slider' ? it.parentElement.parentElement : it).getBoundingClientRect()
                return box.width >= LEAST - 0.5 && box.height >= LEAST - 0.5
              }
              const isShown = it => it.checkVisibility({visibilityProperty: true, opacityProperty: true})
                && getComputedStyle(it).clipPath === 'none' && !it.closest('[aria-hidden=true], [inert]')
              const isInSentence = it => it.matches('a') && getComputedStyle(it).display === 'inline'
              const hears = it => {
                const box = it.getBoundingClientRect()
                const x = box.x + box.width / 2, y = box.y + box.height / 2
                const far = LEAST / 2 - INSET
                return [[x - far, y], [x + far, y], [x, y - far], [x, y + far]].every(([x, y]) => {
                  const hit = document.elementFromPoint(x, y)
                  return hit && (it.contains(hit) || hit.closest('label')?.control === it)
                })
              }
              return [...document.querySelectorAll(PRESSED)].filter(isShown).filter(it => {
                if (isInSentence(it) || [it, ...(it.labels ?? [])].some(isLarge)) return false
                it.scrollIntoView({block: 'center', inline: 'nearest'})
                return !hears(it)
              }).map(it => {
                const box = it.getBoundingClientRect()
                return `${it.tagName} "${it.getAttribute('aria-label') ?? it.textContent}" ${box.width} x ${box.height}`
              })
            }
            """;

    private TouchTargets() {}
}
