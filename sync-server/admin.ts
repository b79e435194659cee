import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { readConfig } from './config.ts'
import { openPeople } from './people/people.ts'

const COMMANDS = `Commands:
  create-admin ACCOUNT    makes the first administrator; asks for a password on standard input
Later (see docs/contract.md): import-people, import-areas, import-assets, backup, restore, verify, export, erase,
  rebuild, load-fixture`
const DISTRICT = '370303'
const LEAST_PASSWORD = 10

const [command, account] = process.argv.slice(2)
if (command !== 'create-admin' || !account) {
  console.error(COMMANDS)
  process.exit(2)
}
try {
  const config = readConfig(process.env)
  const input = createInterface({ input: process.stdin, output: process.stdout })
  const password = await input.question(`Password for ${account} (at least ${LEAST_PASSWORD} characters): `)
  input.close()
  if (password.length < LEAST_PASSWORD)
    throw new Error(`The password is too short. Take at least ${LEAST_PASSWORD} characters.`)
  mkdirSync(config.dataDir, { recursive: true })
  const people = openPeople({
    path: join(config.dataDir, 'people.sqlite'),
    now: Date.now,
    secret: config.secret,
    limits: true,
  })
  people.add({ id: `p-${account}`, name: account, account, password }, [
    { role: 'admin', area: DISTRICT, from: Date.now() },
  ])
  people.close()
  console.log(`${account} may now sign in.`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(2)
}
