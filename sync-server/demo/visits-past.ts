import { DAY, fromIsoDate, HOUR, MINUTE, shanghaiDate, startOfDay } from '../../domain/clock.ts'
import { seeded } from '../../domain/random.ts'
import type { Fields } from '../../domain/record/event.ts'
import { PANYUAN } from './accounts.ts'
import type { Home } from './homes.ts'
import type { Beginning, Story } from './story.ts'
import type { Visit } from './visits.ts'

type Tell = (beginning: Beginning) => Story

const SEED = 20_261_129
/** So many of the homes that were met in the last weeks had been visited earlier in the year as well. */
const SHARE = 0.4
const RECENT = 45 * DAY

/** Earlier visits of 潘苑, thinned: only of homes that were met or closed again since, so that what is due now stays so. */
export function addPastVisits(tell: Tell, homes: readonly Home[], visits: readonly Visit[], now: number): void {
  const random = seeded(SEED)
  const again = new Set(
    visits.flatMap(({ result, made: { event } }) =>
      result !== 'no_answer' && event.type === 'create' ? [String(event.set['householdId'])] : [],
    ),
  )
  const from = Math.max(startOfDay(now) - 330 * DAY, fromIsoDate(`${shanghaiDate(now).year}-01-04`) ?? 0)
  const days = Math.floor((startOfDay(now) - RECENT - from) / DAY)
  if (days < 30) return
  for (const home of homes) {
    if (!again.has(home.id) || random.next() > SHARE) continue
    const at = from + random.below(days) * DAY + 9 * HOUR + random.below(10 * 60) * MINUTE
    const met = random.next() < 0.85
    const more: Fields = met
      ? {
          metPeople: [{ metRole: 'owner' }],
          tenancySeen: home.tenancy,
          residentCount: 1 + random.below(4),
          antiFraud: [random.pick(['rebate', 'impersonation', 'loan'])],
          noticeGiven: true,
        }
      : {}
    const set = { householdId: home.id, visitAt: at, purpose: ['routine'], result: met ? 'met' : 'refused', ...more }
    const place = { lat: home.lat, lon: home.lon, acc: 8 + random.below(20), fixAt: at, source: 'gps' as const }
    tell({ who: home.assistant, kind: 'home_visit', area: PANYUAN, at, set, place }).move(
      home.assistant,
      at + MINUTE,
      'submit',
    )
  }
}
