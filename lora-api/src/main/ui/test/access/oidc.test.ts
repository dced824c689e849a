import type { Config } from '@/api/lora'
import { signInWithProvider } from '@/access/oidc'

const CONFIG: Config = {
  loraApi: 'http://lora.test',
  generation: 'http://generation.test',
  signIn: 'oidc',
  largestFile: 5 * 2 ** 30,
  issuer: 'https://id.test/realm',
  clientId: 'lorikeet-page',
}
const HOUR = 3_600_000

beforeEach(() => {
  sessionStorage.clear()
  history.replaceState(null, '', '/#/videos')
})
afterEach(() => vi.unstubAllGlobals())

/** An OpenID provider that knows one code and one refresh token. */
function provider(now: () => number) {
  const asked: URLSearchParams[] = []
  vi.stubGlobal('fetch', async (to: string | URL, request?: RequestInit) => {
    if (String(to).endsWith('/.well-known/openid-configuration')) {
      return Response.json({ authorization_endpoint: 'https://id.test/auth', token_endpoint: 'https://id.test/token', end_session_endpoint: 'https://id.test/end' })
    }
    const form = new URLSearchParams(request?.body as URLSearchParams)
    asked.push(form)
    if (form.get('code') !== 'right' && form.get('refresh_token') !== 'again') return new Response(null, { status: 400 })
    return Response.json({ access_token: token(now() + HOUR), refresh_token: 'again', id_token: 'id' })
  })
  return asked
}

function token(expires: number) {
  const claims = { sub: 'kim', workspaces: { film: 'editor', archive: 'viewer', odd: 'king' }, exp: expires / 1000 }
  return `e30.${btoa(JSON.stringify(claims)).replaceAll('=', '')}.x`
}

/** Never comes back, as the page is left. */
async function left(now: () => number = Date.now) {
  return new Promise<URL>(leave => void signInWithProvider(CONFIG, { now, leave }))
}

async function sha256(text: string) {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return btoa(String.fromCharCode(...new Uint8Array(digest))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

test('who is not signed in is sent to the provider, and comes back to where they were', async () => {
  const asked = provider(Date.now)
  const to = await left()
  expect(to.origin + to.pathname).toBe('https://id.test/auth')
  expect(to.searchParams.get('client_id')).toBe('lorikeet-page')
  expect(to.searchParams.get('code_challenge_method')).toBe('S256')

  history.replaceState(null, '', `/?code=right&state=${to.searchParams.get('state')}`)
  const session = await signInWithProvider(CONFIG)
  expect(session.subject).toBe('kim')
  expect([...session.workspaces]).toEqual([['film', 'editor'], ['archive', 'viewer']])
  expect(session.workspace).toBe('film')
  expect(location.hash).toBe('#/videos')
  expect(location.search).toBe('')
  expect(to.searchParams.get('code_challenge')).toBe(await sha256(asked[0]?.get('code_verifier') ?? ''))
})

test('an answer that nobody asked for is not believed', async () => {
  provider(Date.now)
  const first = await left()
  history.replaceState(null, '', '/?code=right&state=forged')
  const second = await left()
  expect(second.searchParams.get('state')).not.toBe(first.searchParams.get('state'))
})

test('a refusal of the provider is said', async () => {
  provider(Date.now)
  const to = await left()
  history.replaceState(null, '', `/?error=access_denied&error_description=Not+you&state=${to.searchParams.get('state')}`)
  await expect(signInWithProvider(CONFIG)).rejects.toThrow('Not you')
})

test('a token is renewed before it ends, and who cannot renew it signs in again', async () => {
  let now = Date.now()
  const asked = provider(() => now)
  const to = await left()
  history.replaceState(null, '', `/?code=right&state=${to.searchParams.get('state')}`)
  const leaving: URL[] = []
  const session = await signInWithProvider(CONFIG, { now: () => now, leave: url => leaving.push(url) })
  const first = await session.token()
  now += HOUR - 30_000
  expect(await session.token()).not.toBe(first)
  expect(asked.at(-1)?.get('grant_type')).toBe('refresh_token')

  vi.stubGlobal('fetch', async () => new Response(null, { status: 400 }))
  now += HOUR
  void session.token()
  await vi.waitFor(() => expect(leaving).toHaveLength(1))
  session.signOut?.()
  expect(leaving.at(-1)?.origin).toBe('https://id.test')
})
