import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { openPeople, type People } from '../people/people.ts'

/** Runs `act` on the people of DATA_DIR, also beside a running server. */
export async function withPeople<T>(config: Config, act: (people: People) => Promise<T>): Promise<T> {
  mkdirSync(config.dataDir, { recursive: true })
  const path = join(config.dataDir, 'people.sqlite')
  const people = openPeople({ path, now: Date.now, secret: config.secret, limits: config.limits })
  try {
    return await act(people)
  } finally {
    people.close()
  }
}
