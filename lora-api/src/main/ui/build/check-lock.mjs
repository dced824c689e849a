// Part of the lint: the lock names every platform's binaries, and no registry. npm may write one that does not.
import { readFileSync } from 'node:fs'

const { packages } = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'))
const faults = Object.entries(packages).flatMap(([path, entry]) => [
  ...(entry.resolved ? [`${path} names where it came from: ${entry.resolved}`] : []),
  ...Object.keys(entry.optionalDependencies ?? {})
    .filter(name => !packages[`node_modules/${name}`] && !packages[`${path}/node_modules/${name}`])
    .map(name => `${path} needs ${name} on some platform, and it is not there`),
])
if (faults.length > 0) {
  console.error(`package-lock.json is not whole:\n${faults.join('\n')}`)
  process.exit(1)
}
