import { HOUR, MINUTE } from '../../../domain/clock.ts'
import { asPerson, newEventId, type PersonId } from '../../../domain/ids.ts'
import { KEYUAN } from '../accounts.ts'
import type { Door } from './door.ts'

/** Maintainers without an account. */
const MAINTAINERS = [asPerson('p-repair2'), asPerson('p-repair3')]
/** So many orders at most are with each of them at a time. */
const ORDERS = 7

/** One step of one repair: accepted, on site, waiting for parts and going on, or the next one sent out. */
export async function repairSteps(door: Door, leader: PersonId, at: number): Promise<number> {
  const rows = await door.list(leader, `kind=toilet_repair&area=${KEYUAN}`)
  const theirs = rows.filter(({ fields }) => MAINTAINERS.includes(fields['assignee'] as PersonId))
  for (const [state, after, move, to] of STEPS) {
    const row = theirs.find((one) => one.state === state && at - one.receivedAt >= after)
    if (!row) continue
    const who = row.fields['assignee'] as PersonId
    const { record } = await door.one(who, row)
    const act = { record: row.id, by: who, role: 'maintainer', at }
    await door.write(who, row.room, at, [{ type: 'move', ...act, base: record.heads, move, to }])
    return 1
  }
  const open = theirs.filter(({ state }) => OPEN.includes(state)).length
  const next = rows.filter(({ state }) => state === 'reported').at(-1)
  if (!next || open >= ORDERS * MAINTAINERS.length) return 0
  const assignee = MAINTAINERS[Math.floor(at / HOUR) % MAINTAINERS.length] as PersonId
  const { record } = await door.one(leader, next)
  const act = { record: next.id, by: leader, role: 'team_leader', at }
  const id = newEventId(at)
  await door.write(
    leader,
    next.room,
    at,
    [
      { type: 'set', ...act, base: record.heads, set: { assignee, severity: 'low' } },
      { type: 'move', ...act, base: [id], move: 'dispatch', to: 'dispatched' },
    ],
    [id],
  )
  return 1
}

/** From which state, after how long (ms), by which move, into which. */
const STEPS = [
  ['dispatched', 5 * MINUTE, 'accept', 'accepted'],
  ['accepted', 40 * MINUTE, 'arrive', 'on_site'],
  ['waiting_parts', 20 * HOUR, 'resume', 'on_site'],
] as const
const OPEN: readonly string[] = ['dispatched', 'accepted', 'on_site', 'waiting_parts']
