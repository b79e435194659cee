/** The JSON of the HTTP interface: one truth for the server that answers and the app that asks. */
import type { Grant } from './access.ts'
import type { Card, DeadlineLine } from './deadline.ts'
import type { Fact } from './facts.ts'
import type { Figure } from './figures/define.ts'
import type { EventId, PersonId, RecordId, RoomName } from './ids.ts'
import type { Words } from './kinds/define.ts'
import type { OfficeRule, RuleDraft, ruleState } from './office-rules.ts'
import type { OrgSwitch, SwitchWord } from './org.ts'
import type { ClientEvent, Value } from './record/event.ts'
import type { FoldedRecord } from './record/folded.ts'
import type { Mark } from './record/marks.ts'
import type { RefusalCode } from './room/protocol.ts'
import type { ReachedMark, Why } from './told.ts'

export type Person = { readonly id: PersonId; readonly name: string; readonly account?: string }

/** The people whom a visitor of the demo district may be. `says`: what this one does. */
export type DemoCards = {
  readonly cards: readonly {
    readonly account: string
    readonly name: string
    readonly role: string
    readonly areaName: Words
    readonly says: Words
  }[]
}

/** Somebody of one's team, or who leads it. A number is told only along this line. */
export type TeamMember = { readonly id: PersonId; readonly name: string; readonly phone?: string }

/** Whether the demo's people go on by themselves, how much they did since the start, and when last (ms UTC). */
export type MoverAnswer = { readonly on: boolean; readonly acts: number; readonly lastAt?: number }

/** Somebody with whom one works in an area: who can be asked, or be given work. */
export type Colleague = {
  readonly id: PersonId
  readonly name: string
  readonly roles: readonly string[]
  readonly areas: readonly string[]
}
export type ColleaguesAnswer = { readonly people: readonly Colleague[] }

/** One thing that a phone must have for a day's work; `value`: what was measured, in the unit of the check. */
export type ReadyCheck = { readonly id: string; readonly state: 'good' | 'bad' | 'unknown'; readonly value?: number }
export type ReadyReport = {
  readonly person: PersonId
  readonly name: string
  readonly roles: readonly string[]
  /** When the check came in, ms UTC. */
  readonly at: number
  readonly checks: readonly ReadyCheck[]
}
/** The last check of each person of the area who has made one, the newest first. */
export type ReadyAnswer = { readonly reports: readonly ReadyReport[] }

export type Area = {
  readonly code: string
  readonly name: string
  readonly level: 'district' | 'street' | 'village' | 'department'
}
export type AreasAnswer = { readonly areas: readonly Area[] }

/** Every version of every rule of the office, newest first. */
/** `drafts`: for planners of their areas. `states`: where each stands today, by its id. */
export type RulesAnswer = {
  readonly rules: readonly OfficeRule[]
  readonly drafts: readonly RuleDraft[]
  readonly states: { readonly [id: string]: ReturnType<typeof ruleState> }
}

export type AdminGrant = {
  readonly id: number
  readonly role: string
  readonly area: string
  readonly from: number
  readonly to?: number
}
export type AdminPerson = Person & {
  readonly disabled: boolean
  readonly createdAt: number
  readonly lastSeenAt?: number
  readonly grants: readonly AdminGrant[]
  readonly leader?: PersonId
  readonly phone?: string
  /** The outside firm that this one works for. */
  readonly firm?: string
}
/** `next`: ask again with `after` of it. */
export type AdminPeopleAnswer = { readonly people: readonly AdminPerson[]; readonly next?: string }
/** Who changed what about whom. */
export type AuditRow = {
  readonly seq: number
  readonly at: number
  readonly by: PersonId
  readonly act: string
  readonly subject: string
  readonly area: string
  readonly detail: { readonly [name: string]: string | number | boolean }
}
export type AuditAnswer = { readonly rows: readonly AuditRow[]; readonly next?: number }

export type SessionAnswer = { readonly person: Person; readonly token: string }

export type MeAnswer = {
  readonly person: Person
  readonly grants: readonly Grant[]
  readonly rooms: readonly { readonly name: RoomName; readonly access: 'read' | 'write' }[]
  /** The people whom this one leads; their week rooms are among the rooms. */
  readonly team?: readonly TeamMember[]
  readonly leader?: TeamMember
  /** Random id of the log; changes after a restore. */
  readonly log: string
  readonly serverTime: number
  readonly demo: boolean
}

/** RFC 9457. `code` is stable; `detail` says what to do. */
export type ApiProblem = {
  readonly type: 'about:blank'
  readonly title: string
  readonly status: number
  readonly code: string
  readonly detail?: string
  readonly retryAfter?: number
}

export type RecordRow = {
  readonly room: RoomName
  readonly id: RecordId
  readonly kind: string
  readonly area: string
  readonly title: { readonly zh: string; readonly en: string }
  readonly state: string
  readonly createdBy: PersonId
  readonly createdByName: string
  readonly createdRole: string
  readonly createdAt: number
  readonly updatedAt: number
  /** Server time at which the newest event came in. */
  readonly receivedAt: number
  readonly fields: FoldedRecord['fields']
  readonly conflicts: readonly string[]
  readonly problems: number
  readonly returnedFields?: readonly string[]
  readonly photosExpected: number
  readonly photosArrived: number
  readonly dueAt?: number
  readonly card: Card
  readonly held: number
  /** What a checker should know about the circumstances; it never blocks. */
  readonly marks: readonly Mark[]
}
export type RecordPage = { readonly rows: readonly RecordRow[]; readonly next?: string; readonly total: number }

export type RecordAnswer = {
  readonly row: RecordRow
  readonly record: FoldedRecord
  /** Server time (ms) at which each event came in. */
  readonly received: { readonly [event: string]: number }
  readonly photosArrived: readonly string[]
  readonly names: { readonly [person: string]: string }
  /** Titles of the records that its reference fields name. */
  readonly titles: { readonly [record: string]: { readonly zh: string; readonly en: string } }
  readonly held: readonly HeldRow[]
  readonly breaches: readonly Breach[]
  /** All runs of its deadlines in the office's calendar, as they stand now. */
  readonly clocks: readonly DeadlineLine[]
  /** Where the thing is that the record is about: a point or GeoJSON geometry; absent if unknown or not for this reader. */
  readonly subjectShape?: Value
}

/** How the switches stand, and every word that was ever said of them, the newest first. */
export type SwitchesAnswer = { readonly switches: readonly OrgSwitch[]; readonly words: readonly SwitchWord[] }

/** A guard of an effective move that other records contradict: shown to whoever checks, never undone by itself. */
export type Breach = {
  readonly event: EventId
  readonly move: string
  readonly type:
    | 'notUnique'
    | 'notLinked'
    | 'linked'
    | 'wrongState'
    | 'tooNear'
    | 'notAsNamed'
    | 'sampleTooSmall'
    | 'photoAsked'
  /** The records that contradict it, at most five. */
  readonly others: readonly RecordId[]
}

export type HeldReason = 'roleNotHeld' | 'areaNotGranted' | 'sessionRevoked'
export type HeldRow = {
  readonly room: RoomName
  readonly event: EventId
  readonly record: RecordId
  readonly by: PersonId
  readonly byName: string
  readonly role: string
  readonly reason: HeldReason
  readonly receivedAt: number
  /** Until then its area decides; from then on it is late, and the district's as well. */
  readonly dueAt: number
  readonly decided?: { readonly accepted: boolean; readonly by: PersonId; readonly at: number; readonly reason: string }
  readonly content: ClientEvent
}

export type HeldAnswer = { readonly rows: readonly HeldRow[] }

/** `GET /api/facts/{area}`: what has changed since the cursor. `reset`: the cursor was of another time, forget the rest. */
export type FactsAnswer = {
  readonly facts: readonly Fact[]
  readonly cursor: string
  /** There is more behind the cursor. */
  readonly more: boolean
  readonly reset: boolean
  readonly serverTime: number
}

/** `POST /api/rooms/{room}/events`: `id` may be left out; the server then makes one. */
export type WriteRequest = { readonly events: readonly { readonly id?: EventId; readonly event: ClientEvent }[] }
export type WriteAnswer = {
  readonly log: string
  readonly receipts: readonly { readonly id: EventId; readonly seq: number; readonly held?: HeldReason }[]
}

/** `POST /api/events/bulk`: at most 2,000 events. `id` is the sender's: the same again is stored once. */
export type BulkRequest = {
  readonly events: readonly { readonly room: RoomName; readonly id: EventId; readonly event: ClientEvent }[]
}
/** `stored`: on disk, now or before. `unavailable`: nothing of this room was taken, try again. All else: never taken. */
export type BulkAnswer = {
  readonly log: string
  readonly serverTime: number
  readonly outcomes: readonly {
    readonly id: EventId
    readonly outcome: 'stored' | 'held' | 'notFound' | 'unavailable' | RefusalCode
    readonly seq?: number
    readonly held?: HeldReason
  }[]
}
/** One figure's count. `denominator` null: it has none, or it is a mean, whose `numerator` is then the sum. */
export type Count = { readonly numerator: number; readonly denominator: number | null }
/** `GET /api/figures/{name}`: with what it is made of, so that nobody has to believe it. */
export type FigureAnswer = Count & {
  readonly figure: Figure
  readonly area: string
  /** ms UTC, `to` not counted in. A figure without a period stands for `asOf`. */
  readonly from: number
  readonly to: number
  readonly asOf: number
  /** Each area one level below, in the order of their codes: never of their results. */
  readonly areas: readonly (Count & { readonly area: string })[]
  /** Of a figure that is spread over states or values. */
  readonly values?: readonly { readonly value: string; readonly n: number }[]
  /** Months up to this one, oldest first, if asked for. */
  readonly trend?: readonly (Count & { readonly month: string })[]
  /** Of attendance, if asked for: what became of the shifts that were planned, as far as the reader may open them. */
  readonly planned?: PlannedShifts
}
/** `missed`: nobody clocked in. `absent`: a leader's word. `leave`: left out of the rate. */
export type ShiftOutcome = 'came' | 'missed' | 'absent' | 'leave'
export type PlannedShifts = { readonly [outcome in ShiftOutcome]: number } & {
  /** Those of the outcome that was asked for, the newest first, at most 200. */
  readonly rows: readonly PlannedRow[]
}
/** One planned shift; `record` is what was written about it, or else the week that planned it. */
export type PlannedRow = {
  readonly person: PersonId
  readonly name: string
  readonly area: string
  readonly date: string
  readonly start: number
  readonly end: number
  readonly room: RoomName
  readonly record: RecordId
}
export type FiguresAnswer = { readonly figures: readonly Figure[] }
/** `POST /api/reached`: what a phone holds of what concerns its person. At most 200 a request. */
export type ReachedRequest = { readonly records: readonly ReachedMark[] }
/** `unknown`: acts that the server has not, or that are not this person's to hold; the phone stops saying them. */
export type ReachedSaid = { readonly taken: number; readonly unknown: readonly EventId[] }

/** Whether an act reached the phone of one to whom it speaks. */
export type ReachedRow = {
  readonly person: PersonId
  readonly name: string
  readonly roles: readonly string[]
  readonly why: Why
  /** Server time (ms) at which his phone said so. */
  readonly at?: number
  /** For a notice: when he said that he has seen it. */
  readonly seenAt?: number
  /** To call whom it has not reached, as far as the office knows a number. */
  readonly phone?: string
}
/** `GET /api/reached?record=`: counts of everybody, rows of at most 500, those whom it has not reached first. */
export type ReachedAnswer = {
  readonly rows: readonly ReachedRow[]
  readonly people: number
  readonly reached: number
  readonly seen: number
  /** Who made the record, to call back. */
  readonly author?: { readonly person: PersonId; readonly name: string; readonly phone?: string }
}

/** A notice to somebody of the office, once for all the streets that it went to. */
export type OfficeNotice = {
  readonly record: RecordId
  readonly title: string
  readonly body: string
  readonly by: PersonId
  readonly byName: string
  readonly at: number
  readonly mustConfirm: boolean
  /** Server time (ms) at which this reader said that he has seen it. */
  readonly seenAt?: number
  /** Its acts in the streets: what `POST /api/reached` and `POST /api/notices/seen` name. */
  readonly marks: readonly ReachedMark[]
}
/** `GET /api/notices`: what holds now, the newest first. */
export type OfficeNotices = { readonly notices: readonly OfficeNotice[] }

/** A group's robot, without its key and its secret. `problem`: why the last message was not taken. */
export type RobotRow = {
  readonly id: number
  readonly area: string
  readonly type: 'wecom' | 'dingtalk'
  readonly name: string
  readonly host: string
  readonly signed: boolean
  readonly enabled: boolean
  readonly okAt?: number
  readonly failedAt?: number
  readonly problem?: string
}
export type RobotsAnswer = { readonly robots: readonly RobotRow[] }
