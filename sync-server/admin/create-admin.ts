import { createInterface } from 'node:readline/promises'
import { type Command, UsageError } from './command.ts'
import { withPeople } from './people.ts'

const DISTRICT = '370303'
const LEAST_PASSWORD = 10
const ACCOUNT = /^[a-z][a-z0-9._-]{1,31}$/

export const createAdmin: Command = {
  usage: 'ACCOUNT',
  about: 'makes an administrator of the district; asks for a password on standard input',
  async run(config, [account]) {
    if (!account) throw new UsageError('Give the name of the account.')
    if (!ACCOUNT.test(account)) {
      throw new Error(`"${account}" is no account name: 2 to 32 of a–z, 0–9, dot, dash, underscore, a letter first.`)
    }
    await withPeople(config, async (people) => {
      if (people.accounts().some((one) => one.account === account)) {
        throw new Error(`There is an account ${account} already. Choose another name.`)
      }
      const password = await ask(`Password for ${account} (at least ${LEAST_PASSWORD} characters): `)
      if (password.length < LEAST_PASSWORD) {
        throw new Error(`The password is too short. Take at least ${LEAST_PASSWORD} characters.`)
      }
      const grant = { role: 'admin', area: DISTRICT, from: Date.now() }
      people.add({ id: `p-${account}`, name: account, account, password }, [grant])
    })
    console.log(`${account} may now sign in.`)
    return 0
  },
}

async function ask(question: string): Promise<string> {
  const input = createInterface({ input: process.stdin, output: process.stdout })
  try {
    return await input.question(question)
  } finally {
    input.close()
  }
}
