import type { Config, Role } from '@/api/lora'

/** Who is signed in, where the services are, and which workspace is open. */
export interface Session {
  readonly config: Config
  readonly subject: string
  readonly workspaces: ReadonlyMap<string, Role>
  workspace: string | undefined
  /** A token that still holds for a while. */
  token(): Promise<string>
  /** Called when a service would not have the token. */
  renew(): Promise<void>
  signOut?(): void
}

export type Claims = { readonly subject: string; readonly workspaces: ReadonlyMap<string, Role>; readonly expires: number }

const ROLES: ReadonlyArray<unknown> = ['owner', 'editor', 'viewer']

/** Reads a JWT without proving it: the services do that, we only show what is in it. */
export function claimsOf(token: string): Claims {
  const payload = token.split('.')[1] ?? ''
  const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), char => char.charCodeAt(0))
  const claims = JSON.parse(new TextDecoder().decode(bytes))
  const workspaces = Object.entries(claims.workspaces ?? {}).filter(([, role]) => ROLES.includes(role))
  return {
    subject: String(claims.sub ?? ''),
    workspaces: new Map(workspaces as Array<[string, Role]>),
    expires: Number(claims.exp ?? 0) * 1000,
  }
}

const REMEMBERED = 'lorikeet.workspace'

export function openWorkspace(workspaces: ReadonlyMap<string, Role>) {
  const last = localStorage.getItem(REMEMBERED)
  return last && workspaces.has(last) ? last : workspaces.keys().next().value
}

export function rememberWorkspace(workspace: string) {
  localStorage.setItem(REMEMBERED, workspace)
}

export function mayWrite(session: Session) {
  const role = session.workspace ? session.workspaces.get(session.workspace) : undefined
  return role === 'owner' || role === 'editor'
}
