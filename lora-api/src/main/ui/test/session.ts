import type { Session } from '@/access/session'
import type { Role } from '@/api/lora'

/** Somebody who is signed in. */
export function session(role: Role = 'owner'): Session {
  return {
    config: { loraApi: 'http://lora.test', generation: 'http://generation.test', signIn: 'local', largestFile: 5 * 2 ** 30 },
    subject: 'kim',
    workspaces: new Map([['demo', role]]),
    workspace: 'demo',
    token: async () => 'token',
    renew: async () => {},
  }
}
