import type { Config, TokenAnswer } from '@/api/lora'
import { refusalOf } from '@/api/refusal'
import { claimsOf, openWorkspace, type Session } from './session'

const EARLY = 60_000

/** On one machine: everybody who sits at it is signed in. */
export async function signInLocally(config: Config, now: () => number = Date.now): Promise<Session> {
  let current = await issued(config)
  const claims = claimsOf(current.token)
  const renew = async () => {
    current = await issued(config)
  }
  return {
    config,
    subject: claims.subject,
    workspaces: claims.workspaces,
    workspace: openWorkspace(claims.workspaces),
    async token() {
      if (Date.parse(current.expiresAt) - EARLY < now()) await renew()
      return current.token
    },
    renew,
  }
}

async function issued(config: Config): Promise<TokenAnswer> {
  const response = await fetch(new URL('/dev/token', config.loraApi), { method: 'POST' })
  if (!response.ok) throw await refusalOf(response)
  return response.json()
}
