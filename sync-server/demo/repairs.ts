import { DAY, HOUR, MINUTE, startOfDay } from '../../domain/clock.ts'
import toilets from '../../domain/data/geo/toilets.json' with { type: 'json' }
import { newEventId, recordOf } from '../../domain/ids.ts'
import type { Fields } from '../../domain/record/event.ts'
import { KEYUAN } from './accounts.ts'
import type { Random } from './random.ts'
import { actor, create, type Draft, move, type Scribe } from './scribe.ts'

const OPEN_REPAIRS = 40

/** The toilets of 科苑街道 and 40 open repairs; every fourth one is on the maintainer's phone. */
export async function buildRepairs(scribe: Scribe, now: number, random: Random): Promise<void> {
  const [leader, supervisor, keeper, repairer] = [
    actor('leader1'),
    actor('supervisor1'),
    actor('toilet1'),
    actor('repair1'),
  ]
  const at = startOfDay(now) - 40 * DAY + 10 * HOUR
  const assets = toilets.features
    .filter((toilet) => toilet.properties.unitCode.startsWith(KEYUAN))
    .map((toilet) =>
      create(leader, 'asset', KEYUAN, at, {
        assetCode: `370303-T-${toilet.properties.id.slice(1).padStart(4, '0')}`,
        assetType: 'toilet',
        name: toilet.properties.name,
        geometry: toilet.geometry as unknown as Fields,
        unitCode: toilet.properties.unitCode,
        status: 'in_use',
        manager: '示例环卫所',
        toiletClass: 'c3',
        toiletForm: 'standalone',
        stalls: { male: 4, female: 4 },
        openHours: [{ days: ['mon'], from: '06:00', to: '22:00' }],
      }),
    )
  await scribe(leader, 'asset', KEYUAN, at, assets)
  const reported = now - 3 * HOUR
  const repairs = Array.from({ length: OPEN_REPAIRS }, (_, i) =>
    create(keeper, 'toilet_repair', KEYUAN, reported - i * 20 * MINUTE, {
      assetId: (assets[i % assets.length] as Draft).id,
      fault: random.pick(['lamp', 'lock', 'leak']),
      impact: 'usable',
    }),
  )
  await scribe(keeper, 'toilet_repair', KEYUAN, reported, repairs)
  const dispatched = now - 10 * MINUTE
  const orders = repairs
    .filter((_, i) => i % 4 === 0)
    .flatMap(({ id }): Draft[] => {
      const record = recordOf(id)
      const act = { by: supervisor.person, role: supervisor.role, at: dispatched }
      const set = { assignee: repairer.person, severity: 'medium' }
      const assign: Draft = { id: newEventId(dispatched), event: { type: 'set', record, ...act, base: [id], set } }
      return [assign, move(supervisor, record, dispatched, assign.id, { move: 'dispatch', to: 'dispatched' })]
    })
  await scribe(supervisor, 'toilet_repair', KEYUAN, dispatched, orders)
}
