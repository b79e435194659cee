import type { RecordRow } from '../../../domain/api.ts'
import { HOUR, MINUTE } from '../../../domain/clock.ts'
import { asPerson, type EventId, newEventId, type PersonId } from '../../../domain/ids.ts'
import { toiletRepair } from '../../../domain/kinds/toilet-repair.ts'
import type { ClientEvent, Fields } from '../../../domain/record/event.ts'
import { roomFor } from '../../../domain/room/names.ts'
import { KEYUAN } from '../accounts.ts'
import { HEIGHT, PICTURED, pictureOf, WIDTH } from '../pictures.ts'
import { chanceOf } from './chance.ts'
import type { Door } from './door.ts'

/** Maintainers without an account. */
const MAINTAINERS = [asPerson('p-repair2'), asPerson('p-repair3')]
/** So many orders at most are with each of them at a time. */
const ORDERS = 7
/** A next fault is told when so few wait for a maintainer, at most one in so long. */
const [WAITING, PAUSE] = [9, 40 * MINUTE]
const PARTS = 0.15
const OPEN = ['dispatched', 'accepted', 'on_site', 'waiting_parts', 'rework']
const LOOKED_AT = ['reported', 'done', ...OPEN].join(',')

/** From which state, after how long (ms), by which move, into which. */
const STEPS = [
  ['dispatched', 5 * MINUTE, 'accept', 'accepted'],
  ['accepted', 40 * MINUTE, 'arrive', 'on_site'],
  ['rework', 2 * HOUR, 'restart', 'on_site'],
  ['waiting_parts', 20 * HOUR, 'resume', 'on_site'],
  ['on_site', 35 * MINUTE, 'finish', 'done'],
  ['done', 3 * HOUR, 'verify', 'verified'],
] as const

/** One step of one repair: on its way, mended with pictures, verified by the leader; or the next one sent out or told. */
export async function repairSteps(door: Door, leader: PersonId, at: number): Promise<number> {
  const rows = await door.list(leader, `kind=toilet_repair&area=${KEYUAN}&state=${LOOKED_AT}`)
  const theirs = rows.filter(({ fields }) => MAINTAINERS.includes(fields['assignee'] as PersonId))
  for (const [state, after, move, to] of STEPS) {
    const row = theirs.find((one) => one.state === state && at - one.receivedAt >= after)
    if (!row) continue
    if (move === 'finish') await mend(door, row, at)
    else {
      const verifies = move === 'verify'
      const who = verifies ? leader : (row.fields['assignee'] as PersonId)
      const { record } = await door.one(who, row)
      const act = { record: row.id, by: who, role: verifies ? 'team_leader' : 'maintainer', at }
      await door.write(who, row.room, at, [{ type: 'move', ...act, base: record.heads, move, to }])
    }
    return 1
  }
  const open = theirs.filter(({ state }) => OPEN.includes(state)).length
  const waiting = rows.filter(({ state }) => state === 'reported')
  const next = waiting.at(-1)
  if (next && open < ORDERS * MAINTAINERS.length) return dispatch(door, leader, next, at)
  const last = Math.max(0, ...waiting.map(({ createdAt }) => createdAt))
  return waiting.length < WAITING && at - last >= PAUSE ? report(door, leader, at) : 0
}

async function dispatch(door: Door, leader: PersonId, next: RecordRow, at: number): Promise<number> {
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

/** Mended with a picture of before and after, or a part is waited for: then nothing is handed in. */
async function mend(door: Door, row: RecordRow, at: number): Promise<void> {
  const who = row.fields['assignee'] as PersonId
  const { record } = await door.one(who, row)
  const act = { record: row.id, by: who, role: 'maintainer', at }
  const id = newEventId(at)
  const step = (set: Fields, move: string, to: string): readonly ClientEvent[] => [
    { type: 'set', ...act, base: record.heads, set },
    { type: 'move', ...act, base: [id], move, to },
  ]
  const waited = record.chain.some(({ move }) => move === 'wait_parts')
  if (!waited && chanceOf('parts', row.id) < PARTS) {
    const events = step({ parts: [{ name: '示例配件', qty: 1 }] }, 'wait_parts', 'waiting_parts')
    return door.write(who, row.room, at, events, [id])
  }
  const fault = PICTURED.find((one) => one === row.fields['fault']) ?? 'lock'
  const pictures = (['before', 'after'] as const).map((label) => ({ label, picture: pictureOf(`${fault}-${label}`) }))
  const shots = pictures.map(({ label, picture: { sha256, bytes } }): ClientEvent => {
    return { type: 'photo', ...act, sha256, label, width: WIDTH, height: HEIGHT, bytes }
  })
  const ids: readonly EventId[] = [newEventId(at), newEventId(at), id]
  await door.write(who, row.room, at, [...shots, ...step({ downTo: at, labourMin: 35 }, 'finish', 'done')], ids)
  for (const { picture } of pictures) await door.photo(who, row.room, row.id, picture)
}

async function report(door: Door, leader: PersonId, at: number): Promise<number> {
  const toilets = await door.list(leader, `kind=asset&field.assetType=toilet&area=${KEYUAN}`)
  const toilet = toilets[Math.floor(chanceOf('toilet', String(at)) * toilets.length)]
  if (!toilet) return 0
  const fault = PICTURED[Math.floor(chanceOf('fault', String(at)) * PICTURED.length)] ?? 'lock'
  const act = { by: leader, role: 'team_leader', at }
  const set = { assetId: toilet.id, fault, impact: 'usable' }
  const create = { type: 'create', kind: 'toilet_repair', version: 1, area: KEYUAN, ...act, set } as const
  await door.write(leader, roomFor(toiletRepair, KEYUAN, leader, at), at, [create])
  return 1
}
