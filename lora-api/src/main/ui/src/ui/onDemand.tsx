import { useEffect, useState, type ComponentType, type ReactNode } from 'react'
import { onceSomebodyIsHere } from './attention'

/**
 * A part of the page that is fetched once somebody is here who may want it, and not with what is shown first. Until it
 * has arrived there is the fallback in its place; if it could not be fetched, it is asked for again the next time.
 */
export function onDemand<P extends object>(fetch: () => Promise<ComponentType<P>>, fallback: (props: P) => ReactNode = () => null): ComponentType<P> {
  let here: ComponentType<P> | undefined
  const arrive = async () => {
    here ??= await fetch()
  }
  onceSomebodyIsHere(() => void arrive().catch(() => {}))
  return function OnDemand(props: P) {
    const [Part, setPart] = useState(() => here)
    useEffect(() => {
      let current = true
      void arrive().then(
        () => current && setPart(() => here),
        () => {},
      )
      return () => {
        current = false
      }
    }, [])
    return Part ? <Part {...props} /> : fallback(props)
  }
}
