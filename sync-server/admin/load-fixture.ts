import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { quarterOf } from '../../domain/clock.ts'
import { asPerson, type RoomName } from '../../domain/ids.ts'
import { roomName } from '../../domain/room/names.ts'
import { type Command, UsageError } from './command.ts'
import { withPeople } from './people.ts'

/** One line of the file, for a load generator. */
type Fixture = { readonly person: string; readonly token: string; readonly room: RoomName }

const MOST_PEOPLE = 20_000
/** Streets 900 to 999 of the district, which there are not, with 199 communities each. */
const COMMUNITIES = 199
const MOST_ROOMS = 100 * COMMUNITIES

export const loadFixture: Command = {
  usage: '--people N --rooms M FILE',
  about: 'only with DEMO=1: N people with tokens, each in one of M rooms, as [{person, token, room}] into FILE',
  async run(config, args) {
    const { people: count, rooms, file } = parsed(args)
    if (!config.demo) throw new Error('load-fixture makes people with tokens, so it works only with DEMO=1.')
    const at = Date.now()
    const run = randomBytes(4).toString('hex')
    const lines = await withPeople(config, async (people) =>
      Array.from({ length: count }, (_, i): Fixture => {
        const area = areaOf(i % rooms)
        const person = asPerson(`load-${run}-${i}`)
        people.add({ id: person, name: `Load ${i}` }, [{ role: 'assistant', area, from: at }])
        const room = roomName({ type: 'quarter', area, book: 'police', ...quarterOf(at) })
        return { person, token: people.issue(person), room }
      }),
    )
    writeFileSync(file, `${JSON.stringify(lines)}\n`, { mode: 0o600 })
    console.log(`${count} people in ${Math.min(rooms, count)} rooms: ${file}`)
    return 0
  },
}

function areaOf(room: number): string {
  const street = 900 + Math.floor(room / COMMUNITIES)
  return `370303${street}${String((room % COMMUNITIES) + 1).padStart(3, '0')}`
}

function parsed(args: readonly string[]): { people: number; rooms: number; file: string } {
  try {
    const options = { people: { type: 'string' }, rooms: { type: 'string' } } as const
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    const [people, rooms] = [Number(values.people), Number(values.rooms)]
    const [file, ...more] = positionals
    const fits = within(people, MOST_PEOPLE) && within(rooms, MOST_ROOMS)
    if (file && more.length === 0 && fits) return { people, rooms, file }
  } catch {
    // An option that there is not: told like any other wrong usage.
  }
  throw new UsageError(`Give --people from 1 to ${MOST_PEOPLE}, --rooms from 1 to ${MOST_ROOMS}, and a file.`)
}

const within = (number: number, most: number): boolean => Number.isInteger(number) && number >= 1 && number <= most
