import type * as Y from 'yjs'
import type { OpenItem } from '../../app/store/rows.ts'
import { createPhoneCore, type PhoneCore } from '../../app/sync/phone-core.ts'
import { type Grant, roomsOf } from '../../domain/access.ts'
import type { MeAnswer } from '../../domain/api.ts'
import type { EventId, PersonId } from '../../domain/ids.ts'
import { emptyDisk, type Kept, openDisk } from './disk.ts'
import { type Dial, simulatedLinks } from './link.ts'
import type { Connection } from './network.ts'
import type { Schedule } from './schedule.ts'

/** One phone with the real core, on a simulated disk, clock and network. */
export class SimulatedPhone {
  readonly person: PersonId
  readonly name: string
  readonly kept: Kept = emptyDisk()
  /** Documents of the rooms that are open now. */
  readonly docs = new Set<Y.Doc>()
  /** Everything of which the app said that it is saved. */
  readonly saved = new Map<EventId, OpenItem>()
  core: PhoneCore | undefined
  isOn = false
  online = true
  full = false
  /** How far its clock is off (ms). */
  skew = 0
  /** Transactions that have not reached the disk. */
  underWay = 0
  private life = 0
  private diskAt = 0
  private me: MeAnswer | undefined
  private readonly connections = new Set<Connection>()
  private readonly deps: PhoneDeps

  constructor(name: string, person: PersonId, deps: PhoneDeps) {
    this.name = name
    this.person = person
    this.deps = deps
  }

  /** Opens the app. What it knows of itself offline is what it was told last. */
  async start(): Promise<void> {
    if (this.isOn) return
    this.isOn = true
    const { schedule, random, grants, serverTime } = this.deps
    const life = ++this.life
    const alive = (): boolean => life === this.life
    if (this.online || !this.me) {
      const own = grants.get(this.person) ?? []
      this.me = {
        person: { id: this.person, name: this.name },
        grants: own,
        rooms: roomsOf(this.person, own, serverTime()),
        log: '',
        serverTime: serverTime(),
        demo: false,
      }
    }
    const commit = <T>(work: () => T): Promise<T> => {
      this.diskAt = Math.max(this.diskAt, schedule.now() + random() * 30)
      this.underWay++
      return new Promise((done) => {
        schedule.after(this.diskAt - schedule.now(), () => {
          if (!alive()) return
          this.underWay--
          done(work())
        })
      })
    }
    const core = await createPhoneCore({
      me: this.me,
      store: openDisk(this.kept, {
        commit,
        isFull: () => this.full,
        onSaved: (items) => {
          for (const item of items) this.saved.set(item.id, item)
        },
        onReceived: (ids) => this.deps.onReceived(this, ids),
      }),
      connect: simulatedLinks(schedule, random, this.dial(alive), (doc, open) => {
        if (open) this.docs.add(doc)
        else this.docs.delete(doc)
      }),
      now: () => schedule.now() + this.skew,
      monotonic: schedule.now,
      random,
    })
    if (!alive()) return
    this.core = core
    await core.lead()
  }

  /** The battery is taken out: what was under way is lost, and nobody says goodbye. */
  kill(): void {
    this.life++
    this.cut()
    this.core = undefined
    this.isOn = false
    this.docs.clear()
    this.underWay = 0
  }

  cut(): void {
    for (const wire of this.connections) wire.cut()
    this.connections.clear()
  }

  private dial(alive: () => boolean): Dial {
    const dial = this.deps.dial(this.person)
    return (room, since, ends) => {
      if (!alive() || !this.online) return undefined
      const wire = dial(room, since, {
        hears: (bytes) => alive() && ends.hears(bytes),
        closed: (code, reason) => alive() && ends.closed(code, reason),
      })
      if (wire) this.connections.add(wire)
      return wire
    }
  }
}

type PhoneDeps = {
  readonly schedule: Schedule
  readonly random: () => number
  readonly grants: ReadonlyMap<PersonId, readonly Grant[]>
  readonly dial: (person: PersonId) => Dial
  readonly serverTime: () => number
  readonly onReceived: (phone: SimulatedPhone, ids: readonly EventId[]) => void
}
