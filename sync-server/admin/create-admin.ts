import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { openPeople } from '../people/people.ts'
import { type Command, UsageError } from './command.ts'

const DISTRICT = '370303'
const LEAST_PASSWORD = 10

export const createAdmin: Command = {
  usage: 'ACCOUNT',
  about: 'makes the first administrator; asks for a password on standard input',
  async run(config, [account]) {
    if (!account) throw new UsageError('Give the name of the account.')
    const input = createInterface({ input: process.stdin, output: process.stdout })
    const password = await input.question(`Password for ${account} (at least ${LEAST_PASSWORD} characters): `)
    input.close()
    if (password.length < LEAST_PASSWORD) {
      throw new Error(`The password is too short. Take at least ${LEAST_PASSWORD} characters.`)
    }
    mkdirSync(config.dataDir, { recursive: true })
    const path = join(config.dataDir, 'people.sqlite')
    const people = openPeople({ path, now: Date.now, secret: config.secret, limits: true })
    people.add({ id: `p-${account}`, name: account, account, password }, [
      { role: 'admin', area: DISTRICT, from: Date.now() },
    ])
    people.close()
    console.log(`${account} may now sign in.`)
    return 0
  },
}
