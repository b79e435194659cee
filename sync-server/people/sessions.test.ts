import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DAY, HOUR, MINUTE } from '../../domain/clock.ts'
import { asPerson } from '../../domain/ids.ts'
import { openPeople, type People, type PeopleChange } from './people.ts'

const PASSWORD = 'right-password'
const secret = 'a secret of the test'

describe('sessions', () => {
  let at: number
  let folder: string
  let people: People
  let changes: PeopleChange[]
  const open = (key = secret): People =>
    openPeople({ path: join(folder, 'people.sqlite'), now: () => at, secret: key, limits: true })
  beforeEach(() => {
    at = Date.parse('2026-11-25T08:00:00+08:00')
    folder = mkdtempSync(join(tmpdir(), 'xunji-people-'))
    people = open()
    people.add({ id: 'p-one', name: 'One', account: 'one', password: PASSWORD }, [
      { role: 'assistant', area: '370303005003', from: at },
    ])
    changes = []
    people.onChanged((change) => changes.push(change))
  })
  afterEach(() => {
    people.close()
    rmSync(folder, { recursive: true })
  })
  const enter = async (): Promise<string> => {
    const outcome = await people.signIn('one', PASSWORD, '10.0.0.1')
    if (!outcome.ok) throw new Error(outcome.problem.why)
    return outcome.value.token
  }
  const tries = async (address: string): Promise<string> => {
    const outcome = await people.signIn('one', 'wrong', address)
    if (outcome.ok) return 'in'
    return outcome.problem.why === 'tooMany' ? `wait ${outcome.problem.retryAfter}` : outcome.problem.why
  }

  it('[AUTH2] after five wrong passwords an account waits a minute, after the tenth a quarter of an hour', async () => {
    for (let i = 0; i < 5; i++) expect(await tries('10.0.0.1')).toBe('wrongPassword')
    expect(await tries('10.0.0.1')).toBe('wait 60')
    at += MINUTE
    for (let i = 0; i < 5; i++) expect(await tries('10.0.0.1')).toBe('wrongPassword')
    expect(await tries('10.0.0.1')).toBe('wait 840')
    at += 2 * MINUTE
    // The right one waits too, or a guess could be told from a wait.
    expect((await people.signIn('one', PASSWORD, '10.0.0.1')).ok).toBe(false)
    at += 12 * MINUTE
    expect((await people.signIn('one', PASSWORD, '10.0.0.1')).ok).toBe(true)
  })
  it('[AUTH3] wrong tries from elsewhere lock nobody out, nor end a session', async () => {
    const token = await enter()
    for (let i = 0; i < 12; i++) await tries('66.6.6.6')
    expect(await tries('66.6.6.6')).toMatch(/^wait/)
    expect(people.sessionOf(token)?.person).toBe('p-one')
    expect((await people.signIn('one', PASSWORD, '10.0.0.1')).ok).toBe(true)
  })
  it('[AUTH2] many tries at once are counted like many in a row', async () => {
    const outcomes = await Promise.all(Array.from({ length: 12 }, () => tries('10.0.0.1')))
    expect(outcomes.filter((outcome) => outcome === 'wrongPassword').length).toBe(5)
  })
  it('[AUTH4] a session ends 30 days after its sign-in, or 7 days after its last use', async () => {
    const idle = await enter()
    at += 7 * DAY - 1
    expect(people.sessionOf(idle)).toBeDefined()
    at += 7 * DAY
    expect(people.sessionOf(idle)).toBeUndefined()
    const used = await enter()
    for (let day = 1; day < 30; day++) {
      at += DAY
      expect(people.sessionOf(used), `day ${day}`).toBeDefined()
    }
    at += DAY
    expect(people.sessionOf(used)).toBeUndefined()
  })
  it('[AUTH5] what is signed out is told at once, so that its sockets close', async () => {
    const [one, two] = [await enter(), await enter()]
    const ids = [one, two].map((token) => people.sessionOf(token)?.id as string)
    people.signOut(ids[0] as string)
    expect([people.sessionOf(one), people.sessionOf(two)?.id]).toEqual([undefined, ids[1]])
    people.signOutAll(asPerson('p-one'))
    expect(people.sessionOf(two)).toBeUndefined()
    expect(changes).toEqual(ids.map((id) => ({ type: 'signedOut', sessions: [id] })))
  })
  it('[AUTH6] the file holds no token, and under another secret its sessions open nothing', async () => {
    const token = await enter()
    people.close()
    expect(readFileSync(join(folder, 'people.sqlite')).includes(token)).toBe(false)
    people = open('another secret')
    expect(people.sessionOf(token)).toBeUndefined()
    people.close()
    people = open()
    expect(people.sessionOf(token)?.person).toBe('p-one')
  })
  it('[AUTH7] a colleague is whoever has a role in the area, above it or in it, now', () => {
    const grant = { from: at - HOUR }
    people.add({ id: 'p-two', name: 'Two' }, [{ role: 'maintainer', area: '370303005', ...grant }])
    people.add({ id: 'p-past', name: 'Past' }, [{ role: 'maintainer', area: '370303005', ...grant, to: at }])
    people.add({ id: 'p-far', name: 'Far' }, [{ role: 'maintainer', area: '370303006', ...grant }])
    people.add({ id: 'p-all', name: 'All' }, [{ role: 'supervisor', area: '370303', ...grant }])
    expect(people.colleagues('370303005').map((person) => person.id)).toEqual(['p-all', 'p-one', 'p-two'])
    expect(people.colleagues('370303005004').map((person) => person.id)).toEqual(['p-all', 'p-two'])
  })
})
