// What Maven calls: `build <where to> <where to keep stamps>` and `test <where to keep stamps>`. Does only what is due.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const ui = join(dirname(fileURLToPath(import.meta.url)), '..')
const contracts = ['../resources/lora-api/openapi.yaml', '../../../../generation-service/src/main/resources/generation-service/openapi.yaml']
const sources = ['package-lock.json', 'index.html', 'vite.config.ts', 'tsconfig.json', 'build', 'src']

process.chdir(ui)
demandNode()
const [task, ...places] = process.argv.slice(2)
install()
if (task === 'build') build(resolve(places[0]), resolve(places[1]))
else if (task === 'test') test(resolve(places[0]))
else fail(`There is no task ${task}.`)

function demandNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19)) {
    fail(`Node ${process.versions.node} is too old for the web UI, which needs 20.19 or later. Install that, or build without the UI by -Dui.skip.`)
  }
}

function install() {
  const stamp = join(ui, 'node_modules', '.installed')
  once(stamp, ['package.json', 'package-lock.json', '.npmrc'], () => {
    run('npm ci', process.platform === 'win32' ? 'npm.cmd' : 'npm', ['ci', '--loglevel=error'])
  })
}

function build(to, stamps) {
  const stamp = join(stamps, 'ui-built')
  if (!existsSync(join(to, 'index.html'))) rmSync(stamp, { force: true })
  once(stamp, sources, () => {
    run('types', ...node('typescript/bin/tsc', '--noEmit'))
    run('build', ...node('vite/bin/vite.js', 'build', '--logLevel', 'warn'), { UI_OUT_DIR: to })
  })
}

function test(stamps) {
  once(join(stamps, 'ui-tested'), [...sources, ...contracts, 'test', '.oxlintrc.json'], () => {
    run('lock', process.execPath, [join(ui, 'build/check-lock.mjs')])
    run('lint', ...node('oxlint/bin/oxlint', 'src', 'test', 'build'))
    run('test', ...node('vitest/vitest.mjs', 'run'), { CI: '1' })
  })
}

/** Does it unless it was done with the same files before. */
function once(stamp, files, work) {
  const key = hashOf(files)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === key) return
  rmSync(stamp, { force: true })
  work()
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, key)
}

function hashOf(files) {
  const hash = createHash('sha256').update(`${process.version} ${process.platform} ${process.arch}`)
  for (const file of files.filter(existsSync).flatMap(below)) {
    hash.update(relative(ui, file).replaceAll('\\', '/')).update('\0').update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}

function below(path) {
  return statSync(path).isDirectory() ? readdirSync(path).toSorted().flatMap(name => below(join(path, name))) : [path]
}

function node(script, ...options) {
  return [process.execPath, [join(ui, 'node_modules', script), ...options]]
}

function run(what, command, options, environment = {}) {
  const { error, status } = spawnSync(command, options, { stdio: 'inherit', env: { ...process.env, ...environment } })
  if (error) fail(`${what}: ${error.message}`)
  if (status !== 0) fail(`${what} failed.`)
}

function fail(why) {
  console.error(`[web UI] ${why}`)
  process.exit(1)
}
