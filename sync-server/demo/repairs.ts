import { HOUR, MINUTE } from '../../domain/clock.ts'
import { recordOf } from '../../domain/ids.ts'
import { toiletRepair } from '../../domain/kinds/toilet-repair.ts'
import type { Random } from '../../domain/random.ts'
import type { Fields } from '../../domain/record/event.ts'
import { roomFor } from '../../domain/room/names.ts'
import { KEYUAN } from './accounts.ts'
import type { Diary } from './diary.ts'
import type { Registered } from './facilities.ts'
import { type Actor, actor, type Draft, type Pen } from './pen.ts'
import { type Delivery, HEIGHT, PICTURED, pictureOf, WIDTH } from './pictures.ts'

const REPORTED = 14
const FAULTS = ['lamp', 'lock', 'tap', 'sensor', 'partition', 'ventilation'] as const
type Until = 'accepted' | 'on_site' | 'waiting_parts' | 'done'
/** One for each order that went out: how many hours ago, and how far it has come. */
const ORDERS: readonly { readonly hours: number; readonly until: Until }[] = [
  // Due after 72 h: red.
  { hours: 96, until: 'waiting_parts' },
  { hours: 81, until: 'on_site' },
  { hours: 75, until: 'accepted' },
  // From two thirds of it on: yellow, and for some hours to come.
  ...[60, 58, 56, 54, 52, 50].map((hours, i) => ({
    hours,
    until: (['waiting_parts', 'on_site', 'accepted'] as const)[i % 3] ?? 'accepted',
  })),
  ...[35, 33, 30, 28, 26, 25, 23, 20, 18, 15, 12, 9, 7, 6, 5, 4, 3].map((hours, i) => ({
    hours,
    until: (['waiting_parts', 'on_site', 'done', 'accepted'] as const)[i % 4] ?? 'accepted',
  })),
]

/**
 * 40 open repairs of 科苑街道: 14 not yet dispatched, 26 orders on their way, of which 6 carry yellow and 3 red; 4 wait for
 * their verification, with pictures of before and after, which are still to be handed in.
 */
export function addRepairs(
  diary: Diary,
  pen: Pen,
  toilets: readonly Registered[],
  now: number,
  random: Random,
): readonly Delivery[] {
  const keeper = actor('toilet1')
  const supervisor = actor('supervisor1')
  const maintainers = [actor('repair1'), actor('repair2'), actor('repair3')] as const
  const roomOf = (at: number) => roomFor(toiletRepair, KEYUAN, keeper.person, at)
  const write = (who: Actor, about: number, ...drafts: readonly Draft[]) =>
    diary.add({ who, kind: 'toilet_repair', area: KEYUAN, at: drafts.at(-1)?.event.at ?? about, about, drafts })

  const deliveries: Delivery[] = []
  const report = (at: number, i: number, fault: string): Draft => {
    const set = { assetId: toilets[i % toilets.length]?.id ?? '', fault, impact: 'usable' }
    const made = pen.create(keeper, 'toilet_repair', KEYUAN, at, set)
    write(keeper, at, made)
    return made
  }
  for (let i = 0; i < REPORTED; i++) report(now - (i + 1) * 25 * MINUTE, i, random.pick(FAULTS))

  ORDERS.forEach(({ hours, until }, i) => {
    const sent = now - hours * HOUR
    const about = sent - 40 * MINUTE
    const pictured = random.pick(PICTURED)
    const { id } = report(about, REPORTED + i, until === 'done' ? pictured : random.pick(FAULTS))
    const record = recordOf(id)
    const maintainer = maintainers[i % maintainers.length] as Actor
    const set: Fields = { assignee: maintainer.person, severity: random.pick(['low', 'medium']) }
    const assign = pen.edit(supervisor, record, sent, id, set)
    const dispatch = pen.move(supervisor, record, sent, assign.id, { move: 'dispatch', to: 'dispatched' })
    write(supervisor, about, assign, dispatch)
    const accept = pen.move(maintainer, record, sent + 9 * MINUTE, dispatch.id, { move: 'accept', to: 'accepted' })
    write(maintainer, about, accept)
    if (until === 'accepted') return
    const arrive = pen.move(maintainer, record, sent + 80 * MINUTE, accept.id, { move: 'arrive', to: 'on_site' })
    write(maintainer, about, arrive)
    if (until === 'on_site') return
    const at = sent + 95 * MINUTE
    if (until === 'done') {
      const [before, after] = (['before', 'after'] as const).map((label, n) => {
        const picture = pictureOf(`${pictured}-${label}`)
        deliveries.push({ picture, room: roomOf(about), record, person: maintainer.person })
        const { sha256, bytes } = picture
        const photo = { sha256, bytes, label, width: WIDTH, height: HEIGHT }
        return pen.photo(maintainer, record, at + n * 15 * MINUTE, photo)
      }) as [Draft, Draft]
      const finished = at + 20 * MINUTE
      const finish = pen.move(maintainer, record, finished, arrive.id, { move: 'finish', to: 'done' })
      write(maintainer, about, before, after, finish)
      return
    }
    const parts = pen.edit(maintainer, record, at, arrive.id, { parts: [{ name: '示例配件', qty: 1 }] })
    const wait = pen.move(maintainer, record, at, parts.id, { move: 'wait_parts', to: 'waiting_parts' })
    write(maintainer, about, parts, wait)
  })
  return deliveries
}
