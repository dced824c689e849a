import type { Client } from '@/api/client'
import { digestBesideThePage } from './digest/digest'
import { put } from './engine/put'
import { tabs } from './engine/tabs'
import { twinFinder } from './engine/twins'
import type { Surroundings } from './engine/surroundings'
import { inspector } from './header/inspect'

/** What uploads need, as a real browser has it. */
export function browserSurroundings(client: Client): Surroundings {
  return {
    client,
    put,
    inspector: inspector(),
    findTwin: twinFinder(client, digestBesideThePage),
    shelf: localStorage,
    tabs: tabs(),
    newKey,
    timing: {
      now: () => Date.now(),
      random: () => Math.random(),
      after: (millis, run) => {
        const timer = setTimeout(run, millis)
        return () => clearTimeout(timer)
      },
    },
  }
}

/** Unlike randomUUID, this works on pages that were not loaded safely, too. */
function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('')
}
