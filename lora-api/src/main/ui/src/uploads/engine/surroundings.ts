import type { Client } from '@/api/client'
import type { Inspector } from '../header/inspect'
import type { Timing } from './patience'
import type { Put } from './put'
import type { Tabs } from './tabs'
import type { FindTwin } from './twins'

/** What a browser has and a test plays. */
export type Surroundings = {
  readonly client: Client
  readonly put: Put
  readonly inspector: Inspector
  readonly findTwin: FindTwin
  readonly timing: Timing
  readonly shelf: Pick<Storage, 'getItem' | 'setItem'>
  readonly tabs: Tabs
  readonly newKey: () => string
}
