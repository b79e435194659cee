import type { MeAnswer } from '../../domain/api.ts'
import { DAY, isoDate, shanghaiDate, startOfDay } from '../../domain/clock.ts'
import { asPerson, type RecordId } from '../../domain/ids.ts'
import { chunksFor } from '../../domain/kinds/chunks.ts'
import type { Fields } from '../../domain/record/event.ts'
import { loadKinds } from '../state/kinds.ts'
import type { OpenItem, Store } from '../store/rows.ts'
import { createPhoneCore } from '../sync/phone-core.ts'

/** The kinds that somebody practises on; others' work of which there must be some to begin with. */
const NEEDED = [
  'building',
  'household',
  'asset',
  'toilet_repair',
  'roster_entry',
  'rural_household',
  'latrine',
  'notice',
]
const MORNING = 6 * 3_600_000
const SHIFT = 8 * 3_600_000

type Step = readonly [move: string, to: string]

/** Fills an empty practice store: an office of its own writes what a day begins with. Nothing of it is a real home or place. */
export async function fillPractice(me: MeAnswer, store: Store, office: readonly OpenItem[]): Promise<void> {
  if ((await store.allItems()).length > 0) return
  // Switches, calendar and names are the office's own: the screens ask for the same as at work.
  for (const room of new Set(office.map((item) => item.room)))
    await store.saveRemote(
      room,
      office.filter((item) => item.room === room),
    )
  await loadKinds(NEEDED)
  const open = (name: string) =>
    createPhoneCore({
      me: { ...me, person: { id: asPerson(name), name: '练习' }, rooms: [] },
      store,
      connect: () => {
        throw new Error('practice is never sent')
      },
      now: Date.now,
      random: Math.random,
    })
  const core = await open('practice')
  const toAccept: RecordId[] = []
  const chunks = chunksFor(me.grants.map(({ role }) => role))
  const area = me.grants[0]?.area ?? ''
  const roles = me.grants.map(({ role }) => role)
  const now = Date.now()

  async function write(
    kind: string,
    fields: Fields,
    role: string,
    steps: readonly Step[] = [],
    own = false,
  ): Promise<RecordId | undefined> {
    const saved = await core.create(kind, { fields, role, area, ...(own ? { owner: me.person.id } : {}) })
    if (!saved.ok) return undefined
    for (const [move, to] of steps) {
      // Nobody accepts his own work: a second person of this office does.
      if (move === 'accept') toAccept.push(saved.value)
      else await core.change(saved.value, { role, move: { move, to } })
    }
    return saved.value
  }

  if (chunks.includes('police')) {
    const building = await write(
      'building',
      {
        name: '练习1号楼',
        kind: 'multi',
        geometry: { type: 'Point', coordinates: [118.05, 36.81] },
        units: [{ unitNo: '1', floors: 3, doorsPerFloor: 2 }],
        expectedHouseholds: 6,
      },
      'supervisor',
      [['accept', 'active']],
    )
    for (const floor of [1, 2, 3])
      for (const door of [1, 2])
        await write(
          'household',
          {
            addressCode: `${area.padEnd(12, '0').slice(0, 12)}-LX${floor}0${door}`,
            addressText: `练习1号楼 1单元 ${floor}0${door}`,
            ...(building ? { buildingId: building } : {}),
            unitNo: '1',
            floorNo: floor,
            roomNo: `${floor}0${door}`,
            point: { lat: 36.81, lon: 118.05 },
            houseUse: 'residence',
            tenancy: 'owner_occupied',
          },
          'supervisor',
          [['accept', 'active']],
        )
  }
  if (chunks.includes('sanitation')) {
    const toilet = await write(
      'asset',
      {
        assetCode: '370303-LX-0001',
        assetType: 'toilet',
        name: '练习公厕',
        geometry: { type: 'Point', coordinates: [118.05, 36.81] },
        unitCode: area,
        manager: '练习',
        status: 'in_use',
        toiletClass: 'c2',
        toiletForm: 'standalone',
        stalls: { male: 4, female: 6 },
        openHours: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], from: '06:00', to: '22:00' }],
      },
      'supervisor',
      [
        ['propose', 'pending'],
        ['accept', 'active'],
      ],
    )
    const road = await write(
      'asset',
      {
        assetCode: '370303-LX-0002',
        assetType: 'road',
        name: '练习路',
        geometry: {
          type: 'LineString',
          coordinates: [
            [118.05, 36.81],
            [118.06, 36.81],
          ],
        },
        unitCode: area,
        manager: '练习',
        status: 'in_use',
        roadGrade: 'g2',
        roadLength: 900,
      },
      'supervisor',
      [
        ['propose', 'pending'],
        ['accept', 'active'],
      ],
    )
    if (toilet && roles.includes('maintainer'))
      await write(
        'toilet_repair',
        { assetId: toilet, fault: 'flush_valve', impact: 'usable', severity: 'low', assignee: me.person.id },
        'supervisor',
        [['dispatch', 'dispatched']],
      )
    if (road && roles.some((role) => ['cleaner', 'team_leader', 'driver'].includes(role))) {
      const today = startOfDay(now)
      const monday = today - (shanghaiDate(now).weekday - 1) * DAY
      await write(
        'roster_entry',
        {
          personId: me.person.id,
          weekStart: isoDate(monday),
          days: [
            {
              date: isoDate(today),
              shiftType: 'early',
              start: today + MORNING,
              end: today + MORNING + SHIFT,
              mode: 'walking',
              routeIds: [road],
            },
          ],
        },
        'team_leader',
        [['publish', 'published']],
        true,
      )
    }
  }
  if (chunks.includes('rural')) {
    for (const [n, head] of [
      ['1', '练习户一'],
      ['2', '练习户二'],
    ] as const) {
      const home = await write(
        'rural_household',
        {
          fileNo: `LX${n}`,
          villageCode: area,
          headName: head,
          familySize: 3,
          exclusion: 'none',
          before: 'dry_pit',
          latrineNow: 'dry_pit',
        },
        'supervisor',
        [['accept', 'active']],
      )
      if (home) await write('latrine', { householdId: home, season: shanghaiDate(now).year }, 'village_staff')
    }
  }
  console.error(
    JSON.stringify([...core.records.values()].map(({ record: r }) => [r.kind, r.state, r.area, r.problems])),
  )
  core.close()
  const second = await open('practice-second')
  for (const record of toAccept)
    await second.change(record, { role: 'supervisor', move: { move: 'accept', to: 'active' } })
  second.close()
  // None of it is this person's to send: it stands there as received.
  const items = await store.allItems()
  await store.received(
    items.map(({ id }) => id),
    now,
  )
}
