import { isoDate, isoWeekOf, startOfIsoWeek } from '../../domain/clock.ts'
import { asPerson, newEventId, type PersonId, type RecordId, recordOf } from '../../domain/ids.ts'
import type { Fields } from '../../domain/record/event.ts'
import { roomName } from '../../domain/room/names.ts'
import type { TestServer } from './server.ts'

/** The roads of a street as its registry has them, with a place on each. */
export async function roadsOf(
  server: Pick<TestServer, 'url'>,
  token: string,
  area: string,
): Promise<readonly { readonly id: RecordId; readonly name: string; readonly lat: number; readonly lon: number }[]> {
  const answer = await fetch(`${server.url}/api/records?kind=asset&field.assetType=road&area=${area}&limit=50`, {
    headers: { authorization: `Bearer ${token}` },
  })
  const { rows } = (await answer.json()) as { rows: readonly { id: RecordId; fields: Fields }[] }
  return rows.map(({ id, fields }) => {
    const { coordinates } = fields['geometry'] as unknown as { coordinates: readonly (readonly [number, number])[] }
    const [lon, lat] = coordinates[0] as readonly [number, number]
    return { id, name: String(fields['name']), lat, lon }
  })
}

/** Publishes one shift of a person as his leader does; `start` and `end` in ms UTC. */
export async function publishShift(
  server: TestServer,
  leader: string,
  person: string,
  shift: {
    readonly start: number
    readonly end: number
    readonly routeIds: readonly RecordId[]
    readonly shiftType?: string
  },
): Promise<RecordId> {
  const [by, worker]: readonly PersonId[] = [asPerson(`p-${leader}`), asPerson(`p-${person}`)]
  const now = Date.now()
  const week = isoWeekOf(now)
  const { start, end, routeIds, shiftType = 'early' } = shift
  const id = newEventId(now)
  const record = recordOf(id)
  const day = { date: isoDate(start), shiftType, start, end, mode: 'walking', routeIds }
  const act = { by: by as PersonId, role: 'team_leader', at: now }
  const set = { personId: worker as PersonId, weekStart: isoDate(startOfIsoWeek(isoWeekOf(start))), days: [day] }
  const room = roomName({ type: 'worker', person: worker as PersonId, ...week })
  const outcome = await server.rooms.write(
    { person: by as PersonId, grants: server.people.grantsOf(by as PersonId) },
    room,
    [
      { id, event: { type: 'create', kind: 'roster_entry', version: 1, area: '370303005', ...act, set } },
      {
        id: newEventId(now + 1),
        event: { type: 'move', record, ...act, base: [id], move: 'publish', to: 'published' },
      },
    ],
  )
  if (!outcome.ok || outcome.value.refused.length > 0) throw new Error(`roster: ${JSON.stringify(outcome)}`)
  return record
}
