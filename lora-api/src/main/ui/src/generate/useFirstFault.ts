import { useEffect, useRef, type RefObject } from 'react'

/**
 * Takes the focus to the first field that is wrong, once it is drawn so and unless somebody has gone on by then.
 * `tell` opens what hides such a field, and says whether there is one to look for.
 */
export function useFirstFault(place: RefObject<HTMLFormElement | null>, submits: number, refusal: unknown, tell: () => boolean) {
  const asked = useRef({ submits, refusal })
  const sought = useRef(false)
  useEffect(() => {
    const goOn = () => void (sought.current = false)
    const form = place.current
    form?.addEventListener('input', goOn)
    form?.addEventListener('focusin', goOn)
    return () => {
      form?.removeEventListener('input', goOn)
      form?.removeEventListener('focusin', goOn)
    }
  }, [place])
  // Without dependencies: the fault may be drawn later than what told of it.
  useEffect(() => {
    const before = asked.current
    asked.current = { submits, refusal }
    if (submits > before.submits || (refusal && refusal !== before.refusal)) sought.current = tell()
    if (sought.current) place.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  })
}
