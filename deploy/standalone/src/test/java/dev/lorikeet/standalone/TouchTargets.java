package dev.lorikeet.standalone;

/** What a finger has to hit. */
final class TouchTargets {
    /**
     * Everything that can be seen and pressed, is not under a dialog, and is narrower or lower than 44 pixels. What
     * looks smaller but hears a finger that far around is large enough; so is a slider by its whole track, a field by
     * its label, and a link within a sentence. What a toast covers for a moment is looked at without it.
     */
    static final String TOO_SMALL = """
            () => {
              const LEAST = 44
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
                const at = (across, down) => {
                  const hit = document.elementFromPoint(box.x + box.width / 2 + across, box.y + box.height / 2 + down)
                  return hit && (it.contains(hit) || hit.closest('label')?.control === it)
                }
                const reach = (across, down) => {
                  let far = 0
                  while (far < LEAST && at(across * far, down * far)) far++
                  return far
                }
                return reach(-1, 0) + reach(1, 0) >= LEAST && reach(0, -1) + reach(0, 1) >= LEAST
              }
              const doubtful = [...document.querySelectorAll(PRESSED)].filter(isShown)
                .filter(it => !isInSentence(it) && ![it, ...(it.labels ?? [])].some(isLarge))
              const toasts = [...document.querySelectorAll('[data-sonner-toaster]')]
              for (const it of toasts) it.style.display = 'none'
              const small = doubtful.filter(it => {
                it.scrollIntoView({block: 'center', inline: 'nearest'})
                return !hears(it)
              })
              for (const it of toasts) it.style.display = ''
              return small.map(it => {
                const box = it.getBoundingClientRect()
                return `${it.tagName} "${it.getAttribute('aria-label') ?? it.textContent}" ${box.width} x ${box.height}`
              })
            }
            """;

    private TouchTargets() {}
}
