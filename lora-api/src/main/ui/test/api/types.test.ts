import { readFileSync } from 'node:fs'
// @ts-expect-error A script without types.
import { contracts, generated } from '../../build/api-types.mjs'

test.each(contracts as Array<{ from: string; to: string }>)('$to is what the contract says', contract => {
  expect(readFileSync(contract.to, 'utf8')).toBe(generated(contract))
})
