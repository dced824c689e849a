import type { Config } from '@/api/lora'
import { claimsOf, openWorkspace, type Session } from './session'

/** OpenID Connect: authorization code with PKCE. Tokens live in memory only; the code verifier in the tab's storage. */

const PENDING = 'lorikeet.sign-in'
const EARLY = 60_000

type Provider = {
  readonly authorization_endpoint: string
  readonly token_endpoint: string
  readonly end_session_endpoint?: string
}
type Pending = { readonly state: string; readonly verifier: string; readonly back: string }
type Tokens = { readonly access_token: string; readonly refresh_token?: string; readonly id_token?: string }

/** What a browser does and a test plays. */
type Means = { readonly now: () => number; readonly leave: (to: URL) => void }

const BROWSER: Means = { now: Date.now, leave: to => location.assign(to) }

/** Resolves when signed in; before that the page leaves for the provider and comes back. */
export async function signInWithProvider(config: Config, means: Means = BROWSER): Promise<Session> {
  if (!config.issuer || !config.clientId) throw new Error('This installation names no OpenID provider.')
  const provider = await discovered(config.issuer)
  const answer = new URL(location.href).searchParams
  const pending = taken()
  if (answer.has('error') && pending) throw new Error(answer.get('error_description') ?? String(answer.get('error')))
  const code = answer.get('code')
  if (!code || !pending || answer.get('state') !== pending.state) return leaveFor(provider, config, means)
  const tokens = await exchanged(provider, {
    grant_type: 'authorization_code',
    code,
    code_verifier: pending.verifier,
    redirect_uri: here(),
    client_id: config.clientId,
  })
  history.replaceState(null, '', pending.back)
  return session(config, provider, tokens, means)
}

function session(config: Config, provider: Provider, first: Tokens, means: Means): Session {
  let tokens = first
  const claims = claimsOf(tokens.access_token)
  const renew = async () => {
    if (!tokens.refresh_token) return leaveFor(provider, config, means)
    try {
      const fresh = await exchanged(provider, {
        grant_type: 'refresh_token',
        refresh_token: tokens.refresh_token,
        client_id: config.clientId ?? '',
      })
      tokens = { ...tokens, ...fresh }
    } catch {
      return leaveFor(provider, config, means)
    }
  }
  return {
    config,
    subject: claims.subject,
    workspaces: claims.workspaces,
    workspace: openWorkspace(claims.workspaces),
    async token() {
      if (claimsOf(tokens.access_token).expires - EARLY < means.now()) await renew()
      return tokens.access_token
    },
    renew,
    signOut() {
      const end = new URL(provider.end_session_endpoint ?? here())
      if (tokens.id_token) end.searchParams.set('id_token_hint', tokens.id_token)
      end.searchParams.set('client_id', config.clientId ?? '')
      end.searchParams.set('post_logout_redirect_uri', here())
      means.leave(end)
    },
  }
}

async function leaveFor(provider: Provider, config: Config, { leave }: Means): Promise<never> {
  const pending: Pending = { state: random(), verifier: random(), back: location.pathname + location.hash }
  sessionStorage.setItem(PENDING, JSON.stringify(pending))
  const challenge = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(pending.verifier))
  const to = new URL(provider.authorization_endpoint)
  to.search = new URLSearchParams({
    response_type: 'code',
    client_id: config.clientId ?? '',
    redirect_uri: here(),
    scope: 'openid profile offline_access',
    state: pending.state,
    code_challenge: base64url(new Uint8Array(challenge)),
    code_challenge_method: 'S256',
  }).toString()
  leave(to)
  return new Promise<never>(() => {})
}

function taken(): Pending | undefined {
  const pending = sessionStorage.getItem(PENDING)
  sessionStorage.removeItem(PENDING)
  return pending ? JSON.parse(pending) : undefined
}

async function discovered(issuer: string): Promise<Provider> {
  const response = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`)
  if (!response.ok) throw new Error(`The OpenID provider ${issuer} answered ${response.status}.`)
  return response.json()
}

async function exchanged(provider: Provider, form: Record<string, string>): Promise<Tokens> {
  const response = await fetch(provider.token_endpoint, { method: 'POST', body: new URLSearchParams(form) })
  if (!response.ok) throw new Error(`The OpenID provider would not sign you in (${response.status}).`)
  return response.json()
}

function here() {
  return location.origin + location.pathname
}

function random() {
  return base64url(crypto.getRandomValues(new Uint8Array(32)))
}

function base64url(bytes: Uint8Array) {
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
