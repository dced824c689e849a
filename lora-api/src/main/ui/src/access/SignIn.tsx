import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createContext, use, useEffect, useMemo, useState, type ReactNode } from 'react'
import { Client, mayPass } from '@/api/client'
import type { Config } from '@/api/lora'
import { Button } from '@/ui/button'
import { Splash } from '@/ui/splash'
import { useWords } from '@/words/language'
import { signInLocally } from './local'
import type { Session } from './session'
import { words } from './words'

const ClientContext = createContext<Client | undefined>(undefined)

export function useClient(): Client {
  const client = use(ClientContext)
  if (!client) throw new Error('useClient is for what is inside SignedIn')
  return client
}

/** For tests, and for whoever has a session already. */
export function SignedIn({ client, children }: { client: Client; children: ReactNode }) {
  const [queries] = useState(newQueries)
  return (
    <ClientContext value={client}>
      <QueryClientProvider client={queries}>{children}</QueryClientProvider>
    </ClientContext>
  )
}

/** Asks where the services are, signs in as they say, and shows its children then. */
export function SignIn({ children }: { children: ReactNode }) {
  const [session, setSession] = useState<Session>()
  const [failure, setFailure] = useState<Error>()
  const [tries, setTries] = useState(0)
  const t = useWords(words)
  useEffect(() => {
    let current = true
    signIn().then(
      session => current && setSession(session),
      failure => current && setFailure(failure instanceof Error ? failure : new Error(String(failure))),
    )
    return () => {
      current = false
    }
  }, [tries])
  const client = useMemo(() => session && new Client(session), [session])
  if (client && client.session.workspaces.size > 0) return <SignedIn client={client}>{children}</SignedIn>
  if (client) return <Splash title={t.noWorkspace} text={t.noWorkspaceHelp} />
  if (!failure) return <Splash title={t.signingIn} busy />
  return (
    <Splash title={t.failed} text={t.failedHelp}>
      <p className="text-xs text-muted wrap-anywhere">{failure.message}</p>
      <Button
        className="mt-1"
        onClick={() => {
          setFailure(undefined)
          setTries(tries + 1)
        }}
      >
        {t.again}
      </Button>
    </Splash>
  )
}

async function signIn(): Promise<Session> {
  const response = await fetch('/config.json', { cache: 'no-store' })
  if (!response.ok) throw new Error(`/config.json answered ${response.status}.`)
  const config: Config = await response.json()
  if (config.signIn === 'local') return signInLocally(config)
  const { signInWithProvider } = await import('./oidc')
  return signInWithProvider(config)
}

function newQueries() {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        retry: (count, failure) => mayPass(failure) && count < 4,
        retryDelay: count => Math.min(500 * 2 ** count, 8_000),
        // Loopback works without a network, and a browser that thinks it is offline is often wrong.
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  })
}
