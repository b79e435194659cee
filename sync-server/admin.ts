import { type Command, UsageError } from './admin/command.ts'
import { createAdmin } from './admin/create-admin.ts'
import { loadFixture } from './admin/load-fixture.ts'
import { rebuild, verify } from './admin/projection.ts'
import { readConfig } from './config.ts'

/** `npm run admin -- <command>`: an unknown one ends with 2 and the list. */
const commands: { readonly [name: string]: Command } = {
  'create-admin': createAdmin,
  'load-fixture': loadFixture,
  verify,
  rebuild,
}
const LATER = ['import-people', 'import-areas', 'import-assets', 'backup', 'restore', 'export', 'erase']

function help(): string {
  const lines = Object.entries(commands).map(
    ([name, { usage, about }]) => `  ${`${name} ${usage}`.trim()}\n      ${about}`,
  )
  return ['Commands:', ...lines, `Later (see docs/contract.md): ${LATER.join(', ')}`].join('\n')
}

const [name = '', ...args] = process.argv.slice(2)
const command = Object.hasOwn(commands, name) ? commands[name] : undefined
if (!command) {
  console.error(help())
  process.exit(2)
}
try {
  process.exitCode = await command.run(readConfig(process.env), args)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  if (error instanceof UsageError) console.error(help())
  process.exitCode = 2
}
