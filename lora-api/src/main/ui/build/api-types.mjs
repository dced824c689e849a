// Writes src/api/lora.ts and src/api/generation.ts from the contracts of the services. `--check` only compares.
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'

const ui = join(dirname(fileURLToPath(import.meta.url)), '..')
const repository = join(ui, '../../../..')

export const contracts = [
  { from: 'lora-api/src/main/resources/lora-api/openapi.yaml', to: 'src/api/lora.ts' },
  { from: 'generation-service/src/main/resources/generation-service/openapi.yaml', to: 'src/api/generation.ts' },
]

export function generated({ from }) {
  const { components } = parse(readFileSync(join(repository, from), 'utf8'))
  const types = Object.entries(components.schemas).map(
    ([name, schema]) => `${comment(schema.description, '')}export type ${name} = ${type(schema, '')}\n`,
  )
  return `// Generated from ${from} by \`npm run types\`.\n\n${types.join('\n')}`
}

function type(schema, indent) {
  if (schema.$ref) return schema.$ref.split('/').at(-1)
  if (schema.oneOf) return schema.oneOf.map(one => type(one, indent)).join(' | ')
  if ('const' in schema) return JSON.stringify(schema.const)
  if (schema.enum) return schema.enum.map(value => (value === null ? 'null' : `'${value}'`)).join(' | ')
  return [schema.type].flat().map(one => plain(one, schema, indent)).join(' | ')
}

function plain(name, schema, indent) {
  switch (name) {
    case 'integer':
      return 'number'
    case 'array':
      return `ReadonlyArray<${type(schema.items, indent)}>`
    case 'object':
      return object(schema, indent)
    default:
      return name ?? 'unknown'
  }
}

function object({ properties, required = [], additionalProperties }, indent) {
  if (!properties) {
    const values = typeof additionalProperties === 'object' ? type(additionalProperties, indent) : 'unknown'
    return `Readonly<Record<string, ${values}>>`
  }
  const inner = `${indent}  `
  const lines = Object.entries(properties).map(([name, schema]) => {
    const mark = required.includes(name) ? '' : '?'
    return `${comment(schema.description, inner)}${inner}readonly ${name}${mark}: ${type(schema, inner)}\n`
  })
  return `{\n${lines.join('')}${indent}}`
}

function comment(text, indent) {
  return text ? `${indent}/** ${text.trim().replaceAll(/\s*\n\s*/g, ' ').replaceAll('*/', '')} */\n` : ''
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const contract of contracts) writeFileSync(join(ui, contract.to), generated(contract))
}
