import { createContext, use, useEffect, useEffectEvent, useMemo, useState, type ReactNode } from 'react'
import { useClient } from '@/access/SignIn'
import type { Service } from '@/api/client'
import { listen, type Connection, type LiveEvent } from './stream'

type Handler = (event: LiveEvent) => void
type Live = { readonly handlers: Readonly<Record<Service, Set<Handler>>>; readonly connection: Connection }

const LiveContext = createContext<Live | undefined>(undefined)
const PATHS: Readonly<Record<Service, string>> = { lora: '/api/lora/events', generation: '/api/generate/events' }

/** One stream for each service, for everybody on the page. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const client = useClient()
  const [handlers] = useState(() => ({ lora: new Set<Handler>(), generation: new Set<Handler>() }))
  const [lora, setLora] = useState<Connection>('connecting')
  const [generation, setGeneration] = useState<Connection>('connecting')
  useEffect(() => {
    const stops = [
      listen(client, 'lora', PATHS.lora, { event: told(handlers.lora), connection: setLora }),
      listen(client, 'generation', PATHS.generation, { event: told(handlers.generation), connection: setGeneration }),
    ]
    return () => stops.forEach(stop => stop())
  }, [client, handlers])
  const connection: Connection = [lora, generation].find(state => state !== 'live') ?? 'live'
  const live = useMemo(() => ({ handlers, connection }), [handlers, connection])
  return <LiveContext value={live}>{children}</LiveContext>
}

/** Hears what happens at a service, for as long as the caller is on the page. */
export function useLive(service: Service, handler: Handler) {
  const handlers = use(LiveContext)?.handlers[service]
  const heard = useEffectEvent(handler)
  useEffect(() => {
    const here: Handler = event => heard(event)
    handlers?.add(here)
    return () => {
      handlers?.delete(here)
    }
  }, [handlers])
}

export function useConnection(): Connection {
  return use(LiveContext)?.connection ?? 'connecting'
}

function told(handlers: ReadonlySet<Handler>): Handler {
  return event => {
    for (const handler of handlers) handler(event)
  }
}
