import type { NewPhoto } from '../../app/sync/acts.ts'
import { DAY, HOUR, MINUTE } from '../../domain/clock.ts'
import { asRoom, newEventId, recordOf, SYSTEM } from '../../domain/ids.ts'
import { kindOf } from '../../domain/kinds/registry.ts'
import type { SimulatedPhone } from './phone.ts'
import type { World } from './world.ts'

/** What can happen in a simulated day. */

/** When the cause of a move of the system was: the same for every server that writes it. */
const DAWN = Date.parse('2026-11-25T06:00:00+08:00')

function count(world: World, what: string): void {
  world.counts[what] = (world.counts[what] ?? 0) + 1
}
function happens(world: World, what: string, who = ''): void {
  count(world, what)
  world.note(`${what} ${who}`)
}

/** Opens the app. */
export function begin(world: World, phone: SimulatedPhone): void {
  world.note(`opens ${phone.name}`)
  phone.start().catch(world.fail)
}

/** What one phone does, or what befalls it, in one step: often nothing. */
export function live(world: World, phone: SimulatedPhone): void {
  const { random } = world
  const dice = random.next()
  if (!phone.isOn) {
    if (dice < 0.3) begin(world, phone)
  } else if (!phone.core) return
  else if (dice < 0.5) act(world, phone)
  else if (dice < 0.56) {
    phone.online = !phone.online
    happens(world, phone.online ? 'online' : 'offline', phone.name)
    if (phone.online) phone.core.wake()
    else phone.cut()
  } else if (dice < 0.6) {
    phone.cut()
    happens(world, 'cut', phone.name)
  } else if (dice < 0.62) {
    phone.kill()
    happens(world, 'phone killed', phone.name)
  } else if (dice < 0.63) {
    phone.skew = random.pick([0, 0, DAY, -DAY, 90 * DAY, -40 * 365 * DAY, 3 * HOUR, -7 * MINUTE])
    happens(world, 'clock', `${phone.name} ${phone.skew}`)
  } else if (dice < 0.633 && !phone.full) {
    phone.full = true
    happens(world, 'full', phone.name)
    world.schedule.after(random.below(5 * MINUTE), () => {
      phone.full = false
    })
  }
}

const photo = (world: World): NewPhoto => ({
  sha256: world.random
    .below(2 ** 32)
    .toString(16)
    .padStart(64, '0'),
  label: 'before',
  width: 1600,
  height: 1200,
  bytes: 300_000,
})

/** Something that a person does: mostly what he may, sometimes in a role that he does not hold. */
function act(world: World, phone: SimulatedPhone): void {
  const { random } = world
  const { core } = phone
  const [grant] = core?.me.grants ?? []
  if (!core || !grant) return
  const role = random.next() < 0.05 ? (grant.role === 'officer' ? 'assistant' : 'officer') : grant.role
  const known = [...core.records.values()].filter(({ room }) => core.me.rooms.some(({ name }) => name === room))
  const target = random.next() < 0.3 ? undefined : random.pick(known)
  const fields = {
    note: String(random.below(1000)),
    residentCount: random.below(6),
    result: random.pick(['met', 'absent']),
  }
  const done = (work: Promise<{ readonly ok: boolean }>): void => {
    work.then(({ ok }) => count(world, ok ? 'saved' : 'not saved')).catch(world.fail)
  }
  if (!target) {
    const kind = random.pick(['home_visit', 'home_visit', 'household'])
    const move = kind === 'home_visit' && random.next() < 0.5 ? { id: 'submit', to: 'submitted' } : undefined
    done(core.create(kind, { fields, role, area: grant.area, move }))
    return
  }
  const { id, kind: kindId } = target.record
  const dice = random.next()
  if (dice < 0.2) {
    done(core.remark(id, role, `remark ${random.below(1000)}`))
    return
  }
  const move = dice < 0.6 ? random.pick(kindOf(kindId)?.moves ?? []) : undefined
  done(
    core.change(id, {
      role,
      set:
        dice < 0.4 || !move
          ? { note: String(random.below(1000)), tenancySeen: random.pick(['own', 'rented']) }
          : undefined,
      move: move && { move: move.id, to: move.to, note: 'because' },
      photos: dice > 0.95 ? [photo(world)] : undefined,
    }),
  )
}

/** Gives back what was taken, from now on. */
export function restoreGrant(world: World, phone: SimulatedPhone): void {
  const history = world.grants.get(phone.person) ?? []
  const [last] = history
  if (!last) return
  const { to, ...grant } = last
  world.grants.set(phone.person, [{ ...grant, from: world.schedule.now() }, ...history])
}

/** What befalls all of them: the server dies, stops, is put back; grants change; held events are decided. */
export async function strike(world: World): Promise<void> {
  const { random, server, schedule } = world
  const dice = random.next()
  if (!server.running()) {
    if (dice < 0.3) {
      server.start()
      happens(world, 'server up')
    }
  } else if (dice < 0.012) {
    server.kill()
    happens(world, 'server killed')
  } else if (dice < 0.018) {
    server.stop()
    happens(world, 'server stopped')
  } else if (dice < 0.03) {
    const phone = random.pick(world.phones)
    const history = world.grants.get(phone.person) ?? []
    const [grant, ...before] = history
    if (grant && grant.to === undefined) {
      world.grants.set(phone.person, [{ ...grant, to: schedule.now() }, ...before])
      server.recheck(phone.person)
      happens(world, 'revoked', phone.name)
    } else {
      restoreGrant(world, phone)
      for (const own of world.phones) if (own.person === phone.person) own.core?.wake()
      happens(world, 'granted', phone.name)
    }
  } else if (dice < 0.08 && !world.restores) decide(world)
  else if (dice < 0.11 && !world.restores) atTheDesk(world)
  else if (dice < 0.13 && !world.restores) bySystem(world)
  else if (dice < 0.05 && world.restores) {
    server.takeBackup()
    happens(world, 'backup')
  } else if (dice < 0.06 && world.restores && server.hasBackup()) await restore(world)
}

function decide(world: World): void {
  const { random, server } = world
  const { rooms } = server.running() ?? {}
  const held = [...world.stored].flatMap(([room, rows]) =>
    [...rows.values()].filter((row) => row.held).map((row) => ({ room, row })),
  )
  const one = random.pick(held)
  if (!rooms || !one) return
  const accept = random.next() < 0.6
  const by = world.phones[0]?.person
  if (!by) return
  happens(world, accept ? 'accepted' : 'rejected', one.row.id)
  rooms.decide(one.room, one.row.id, { accept, by, reason: 'asked' }).catch(world.fail)
}

/** The server writes by itself: what the organisation says, and moves that may come twice from one cause. */
function bySystem(world: World): void {
  const { random, server, stored } = world
  const { rooms } = server.running() ?? {}
  const room = random.pick([...stored.keys()])
  if (!rooms || !room) return
  happens(world, 'system')
  const topic = random.pick(['switches', 'calendar'])
  rooms.publish(asRoom('org'), [{ topic, value: { n: random.below(5) } }]).catch(world.fail)
  const create = random.pick([...(stored.get(room)?.keys() ?? [])])
  if (!create || room === 'org') return
  const event = {
    type: 'move' as const,
    record: recordOf(create),
    by: SYSTEM,
    role: 'system',
    at: DAWN,
    base: [],
    move: 'open_follow_up',
    to: 'follow_up',
  }
  rooms.writeSystem(room, [{ event, cause: 'overdue' }]).catch(world.fail)
}

/** Somebody writes at a desk, over HTTP: the log says where his events stand. */
function atTheDesk(world: World): void {
  const { random, server, schedule } = world
  const { rooms } = server.running() ?? {}
  const phone = random.pick(world.phones)
  const target = random.pick([...(phone.core?.records.values() ?? [])])
  const grants = world.grants.get(phone.person) ?? []
  if (!rooms || !target || rooms.access({ person: phone.person, grants }, target.room) !== 'write') return
  const event = {
    type: 'set' as const,
    record: target.record.id,
    by: phone.person,
    role: grants[0]?.role ?? '',
    at: schedule.now(),
    base: target.record.heads.slice(0, 32),
    set: { note: `desk ${random.below(1000)}` },
  }
  const id = newEventId(schedule.now(), random.next)
  happens(world, 'desk', id)
  rooms.write({ person: phone.person, grants }, target.room, [{ id, event }]).catch(world.fail)
}

async function restore(world: World): Promise<void> {
  happens(world, 'restored')
  world.server.restore()
  for (const rows of world.stored.values()) for (const [id, row] of rows) world.lost.set(id, row)
  world.stored.clear()
  const log = world.server.running()?.disk
  for (const room of (await log?.positions())?.keys() ?? []) {
    world.stored.set(room, new Map((await log?.tail(room, 0))?.map((row) => [row.id, row])))
  }
}
