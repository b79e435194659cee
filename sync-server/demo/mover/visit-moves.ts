import { HOUR, MINUTE, quarterOf, startOfDay } from '../../../domain/clock.ts'
import { newEventId, type PersonId, recordOf } from '../../../domain/ids.ts'
import { homeVisit } from '../../../domain/kinds/home-visit.ts'
import { periodOf } from '../../../domain/plan.ts'
import type { Fields } from '../../../domain/record/event.ts'
import { roomFor } from '../../../domain/room/names.ts'
import { chanceOf } from './chance.ts'
import type { Door } from './door.ts'

/** Hours in which somebody knocks at a door. */
const [OPENS, CLOSES] = [9, 20]

/** One visit of a community by its assistant: a home that nobody saw in this quarter, at most one in half an hour or so. */
export async function visitStep(door: Door, assistant: PersonId, unit: string, at: number): Promise<number> {
  const hour = (at - startOfDay(at)) / HOUR
  if (hour < OPENS || hour >= CLOSES) return 0
  const { from } = periodOf('quarter', at)
  const visits = await door.list(assistant, `kind=home_visit&area=${unit}&from=${from}`)
  const last = Math.max(0, ...visits.map(({ createdAt }) => createdAt))
  if (at - last < (20 + 40 * chanceOf('pause', unit, String(last))) * MINUTE) return 0
  const seen = new Set(visits.map(({ fields }) => fields['householdId']))
  const homes = await door.list(assistant, `kind=household&state=active&area=${unit}`)
  const { year, quarter } = quarterOf(at)
  const home = homes
    .filter(({ id, fields }) => !seen.has(id) && fields['tenancy'] !== 'vacant')
    .toSorted((a, b) => chanceOf(a.id, `${year}${quarter}`) - chanceOf(b.id, `${year}${quarter}`))[0]
  if (!home) return 0
  const luck = chanceOf('result', home.id, `${year}${quarter}`)
  const result = luck < 0.74 ? 'met' : luck < 0.84 ? 'refused' : 'no_answer'
  const met: Fields = {
    metPeople: [{ metRole: 'owner' }],
    tenancySeen: home.fields['tenancy'] ?? 'owner_occupied',
    residentCount: 1 + Math.floor(luck * 5),
    antiFraud: ['rebate'],
    noticeGiven: true,
  }
  const set = { householdId: home.id, visitAt: at, purpose: ['routine'], result, ...(result === 'met' ? met : {}) }
  const act = { by: assistant, role: 'assistant', at }
  const { lat, lon } = home.fields['point'] as { readonly lat: number; readonly lon: number }
  const place = { lat, lon, acc: 12, fixAt: at, source: 'gps' } as const
  const id = newEventId(at)
  await door.write(
    assistant,
    roomFor(homeVisit, unit, assistant, at),
    at,
    [
      { type: 'create', kind: 'home_visit', version: 1, area: unit, ...act, set, place },
      { type: 'move', record: recordOf(id), ...act, base: [id], move: 'submit', to: 'submitted' },
    ],
    [id],
  )
  return 1
}
