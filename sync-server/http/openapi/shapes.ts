import type { Grant } from '../../../domain/access.ts'
import type {
  AdminGrant,
  AdminPeopleAnswer,
  AdminPerson,
  ApiProblem,
  Area,
  AreasAnswer,
  AuditAnswer,
  AuditRow,
  BulkAnswer,
  Colleague,
  ColleaguesAnswer,
  FactsAnswer,
  FigureAnswer,
  FiguresAnswer,
  HeldAnswer,
  HeldRow,
  MeAnswer,
  MoverAnswer,
  OfficeNotice,
  OfficeNotices,
  Person,
  PlannedShifts,
  ReachedAnswer,
  ReachedRow,
  ReachedSaid,
  ReadyAnswer,
  ReadyCheck,
  ReadyReport,
  RecordAnswer,
  RecordPage,
  RecordRow,
  RobotRow,
  RobotsAnswer,
  RulesAnswer,
  SessionAnswer,
  SwitchesAnswer,
  TeamMember,
  WriteAnswer,
} from '../../../domain/api.ts'
import type { DeadlineLine } from '../../../domain/deadline.ts'
import type { Fact } from '../../../domain/facts.ts'
import type { Figure } from '../../../domain/figures/define.ts'
import type { OfficeRule, RuleDraft } from '../../../domain/office-rules.ts'
import type { OrgSwitch, SwitchWord } from '../../../domain/org.ts'
import { choice, list, map, object, ref, type Shape, type Shapes, shapeOf, text, yes } from './shape.ts'

const number: Shape = { type: 'number' }
const count: Shape = { type: 'integer', minimum: 0 }
const time: Shape = { type: 'number', description: 'ms UTC' }
const event: Shape = { type: 'string', description: 'Event id (ULID)', pattern: '^[0-7][0-9A-HJKMNP-TV-Z]{25}$' }
const record: Shape = { ...event, description: 'Record id: the id of its create event' }
const person: Shape = { type: 'string', description: 'Person id' }
const room: Shape = { type: 'string', description: 'Room name, e.g. 370303005003/police/2026q4' }
const area: Shape = { type: 'string', description: 'Code of the area tree' }
const words = object({ zh: text, en: text })
const anything: Shape = { type: 'object', additionalProperties: true }
const held = choice('roleNotHeld', 'areaNotGranted', 'sessionRevoked')
const day: Shape = { type: 'string', description: 'A day in Shanghai', pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' }
const card = choice('none', 'yellow', 'red')

const ruleParts = {
  id: text,
  rule: { ...text, description: 'The rule of which this is a version' },
  name: text,
  ruleType: choice('visit_cycle', 'check_window', 'target', 'programme'),
  kind: text,
  areas: list(area),
  validFrom: day,
  reason: text,
  by: person,
  at: time,
}
const ruleOptions = {
  subjects: { ...anything, description: 'For whom; none = all' },
  per: choice('year', 'quarter', 'month', 'week', 'day'),
  windows: list(object({ from: text, to: text })),
  weekdays: list(text),
  figure: { ...text, description: 'Of a target: the figure' },
  target: { ...number, description: 'What the figure should come to, in its unit' },
  validTo: day,
}

/** Shapes of the answers, held to the types of domain/api.ts; a test holds real answers against them. */
export const shapes: Shapes = {
  Problem: {
    ...shapeOf<ApiProblem>(
      { type: text, title: text, status: { type: 'integer' }, code: text },
      { detail: text, retryAfter: { type: 'integer', description: 'Seconds' } },
    ),
    description: 'RFC 9457. `code` is stable; `detail` says what to do.',
  },
  Ready: object({
    status: choice('ok'),
    projection: object({ behind: count, quarantined: count }, { trouble: text }),
    photos: text,
  }),
  Person: shapeOf<Person>({ id: person, name: text }, { account: text }),
  Grant: shapeOf<Grant>({ person, role: text, area, from: time }, { to: time }),
  SessionAnswer: shapeOf<SessionAnswer>({ person: ref('Person'), token: text }),
  TeamMember: shapeOf<TeamMember>({ id: person, name: text }, { phone: text }),
  MeAnswer: shapeOf<MeAnswer>(
    {
      person: ref('Person'),
      grants: list(ref('Grant')),
      rooms: list(object({ name: room, access: choice('read', 'write') })),
      log: { type: 'string', description: 'Random id of the log; changes after a restore' },
      serverTime: time,
      demo: yes,
    },
    { team: list(ref('TeamMember')), leader: ref('TeamMember') },
  ),
  Colleague: shapeOf<Colleague>({ id: person, name: text, roles: list(text), areas: list(area) }),
  ColleaguesAnswer: shapeOf<ColleaguesAnswer>({ people: list(ref('Colleague')) }),
  ReadyCheck: shapeOf<ReadyCheck>({ id: text, state: choice('good', 'bad', 'unknown') }, { value: { type: 'number' } }),
  ReadyReport: shapeOf<ReadyReport>({
    person,
    name: text,
    roles: list(text),
    at: time,
    checks: list(ref('ReadyCheck')),
  }),
  ReadyAnswer: shapeOf<ReadyAnswer>({ reports: list(ref('ReadyReport')) }),
  Area: shapeOf<Area>({ code: area, name: text, level: choice('district', 'street', 'village', 'department') }),
  AreasAnswer: shapeOf<AreasAnswer>({ areas: list(ref('Area')) }),
  Mover: shapeOf<MoverAnswer>({ on: yes, acts: { type: 'integer' } }, { lastAt: time }),
  Switch: shapeOf<OrgSwitch>({ id: text, book: text, area, on: yes, from: time }, { ground: text, role: text }),
  SwitchWord: shapeOf<SwitchWord>(
    { id: text, book: text, area, on: yes, from: time, by: person },
    { ground: text, role: text },
  ),
  SwitchesAnswer: shapeOf<SwitchesAnswer>({ switches: list(ref('Switch')), words: list(ref('SwitchWord')) }),
  OfficeRule: shapeOf<OfficeRule>(ruleParts, ruleOptions),
  RuleDraft: shapeOf<RuleDraft>({ ...ruleParts, draft: choice('open', 'ended') }, ruleOptions),
  RulesAnswer: shapeOf<RulesAnswer>({
    rules: list(ref('OfficeRule')),
    drafts: list(ref('RuleDraft')),
    states: map(choice('draft', 'in_force', 'ended')),
  }),
  AdminGrant: shapeOf<AdminGrant>({ id: count, role: text, area, from: time }, { to: time }),
  AdminPerson: shapeOf<AdminPerson>(
    { id: person, name: text, disabled: yes, createdAt: time, grants: list(ref('AdminGrant')) },
    { account: text, lastSeenAt: time, leader: person, phone: text, firm: text },
  ),
  AdminPeopleAnswer: shapeOf<AdminPeopleAnswer>({ people: list(ref('AdminPerson')) }, { next: text }),
  AuditRow: shapeOf<AuditRow>({ seq: count, at: time, by: person, act: text, subject: text, area, detail: anything }),
  AuditAnswer: shapeOf<AuditAnswer>({ rows: list(ref('AuditRow')) }, { next: count }),
  Event: { ...anything, description: 'create, set, move, remark, photo or track: docs/rules.md, GRAM and FOLD' },
  WriteAnswer: shapeOf<WriteAnswer>({ log: text, receipts: list(object({ id: event, seq: count }, { held })) }),
  BulkAnswer: shapeOf<BulkAnswer>({
    log: text,
    serverTime: time,
    outcomes: list(
      object(
        {
          id: event,
          outcome: {
            ...text,
            description: 'stored, held; unavailable: try again; notFound or a word of the protocol: never taken',
          },
        },
        { seq: count, held },
      ),
    ),
  }),
  RecordRow: shapeOf<RecordRow>(
    {
      room,
      id: record,
      kind: text,
      area,
      title: words,
      state: text,
      createdBy: person,
      createdByName: text,
      createdRole: text,
      createdAt: time,
      updatedAt: time,
      receivedAt: time,
      fields: anything,
      conflicts: list(text),
      problems: count,
      photosExpected: count,
      photosArrived: count,
      card,
      held: count,
      marks: { ...list(ref('Mark')), description: 'What a checker should know; it never blocks' },
    },
    { returnedFields: list(text), dueAt: time },
  ),
  RecordPage: shapeOf<RecordPage>({ rows: list(ref('RecordRow')), total: count }, { next: text }),
  Figure: shapeOf<Figure>(
    {
      id: text,
      zh: text,
      en: text,
      unit: text,
      better: choice('up', 'down', 'none'),
      period: { type: ['string', 'null'], description: 'The field whose time counts a record into a period' },
      numerator: anything,
      denominator: { type: ['object', 'null'], additionalProperties: true },
      definition: words,
    },
    { golden: number },
  ),
  FiguresAnswer: shapeOf<FiguresAnswer>({ figures: list(ref('Figure')) }),
  PlannedShifts: shapeOf<PlannedShifts>({
    came: count,
    missed: count,
    absent: count,
    leave: count,
    rows: list(object({ person: text, name: text, area, date: day, start: time, end: time, room: text, record: text })),
  }),
  FigureAnswer: shapeOf<FigureAnswer>(
    {
      figure: ref('Figure'),
      area,
      from: time,
      to: time,
      asOf: time,
      numerator: number,
      denominator: { type: ['number', 'null'] },
      areas: list(object({ area, numerator: number, denominator: { type: ['number', 'null'] } })),
    },
    {
      values: list(object({ value: text, n: count })),
      trend: list(object({ month: text, numerator: number, denominator: { type: ['number', 'null'] } })),
      planned: ref('PlannedShifts'),
    },
  ),
  RobotRow: shapeOf<RobotRow>(
    {
      id: count,
      area,
      type: choice('wecom', 'dingtalk'),
      name: text,
      host: text,
      signed: yes,
      enabled: yes,
    },
    { okAt: time, failedAt: time, problem: text },
  ),
  RobotsAnswer: shapeOf<RobotsAnswer>({ robots: list(ref('RobotRow')) }),
  ReachedSaid: shapeOf<ReachedSaid>({
    taken: count,
    unknown: { ...list(event), description: 'Not on the log, or not open to this person' },
  }),
  ReachedRow: shapeOf<ReachedRow>(
    {
      person,
      name: text,
      roles: list(text),
      why: choice('notice', 'assigned', 'returned', 'answered', 'sos', 'feedback'),
    },
    {
      at: { ...time, description: 'When his phone said that it has it' },
      seenAt: { ...time, description: 'Of a notice: when he has seen it' },
      phone: { ...text, description: 'To call whom it has not reached' },
    },
  ),
  ReachedAnswer: shapeOf<ReachedAnswer>(
    { rows: list(ref('ReachedRow')), people: count, reached: count, seen: count },
    { author: object({ person, name: text }, { phone: text }) },
  ),
  OfficeNotice: shapeOf<OfficeNotice>(
    {
      record,
      title: text,
      body: text,
      by: person,
      byName: text,
      at: time,
      mustConfirm: yes,
      marks: list(object({ room, record, event })),
    },
    { seenAt: { ...time, description: 'When this reader said that he has seen it' } },
  ),
  OfficeNotices: shapeOf<OfficeNotices>({ notices: list(ref('OfficeNotice')) }),
  HeldRow: shapeOf<HeldRow>(
    {
      room,
      event,
      record,
      by: person,
      byName: text,
      role: text,
      reason: held,
      receivedAt: time,
      dueAt: { ...time, description: 'Until then its area decides; then it is late, and the district’s as well' },
      content: ref('Event'),
    },
    { decided: object({ accepted: yes, by: person, at: time, reason: text }) },
  ),
  HeldAnswer: shapeOf<HeldAnswer>({ rows: list(ref('HeldRow')) }),
  Fact: shapeOf<Fact>(
    {
      record,
      kind: text,
      triedOn: { ...list(text), description: 'Days of attempts that nobody answered' },
      open: list(object({ act: record, dueAt: time, yellowAt: time })),
      card,
    },
    { lastActAt: time, lastAct: record, lastResult: text, doneAt: time, metAt: time, nextDueAt: time },
  ),
  FactsAnswer: shapeOf<FactsAnswer>({
    facts: list(ref('Fact')),
    cursor: text,
    more: { ...yes, description: 'There is more behind the cursor' },
    reset: { ...yes, description: 'The cursor was of another time: forget the rest' },
    serverTime: time,
  }),
  Mark: { type: 'object', required: ['type'], properties: { type: text }, additionalProperties: true },
  Clock: shapeOf<DeadlineLine>(
    { id: text, rule: text, startAt: time, dueAt: time, yellowAt: time, card },
    { doneAt: time, extendedFrom: { ...time, description: 'Its end before more time was given' } },
  ),
  RecordAnswer: shapeOf<RecordAnswer>(
    {
      row: ref('RecordRow'),
      record: { ...anything, description: 'The folded record with heads, history, conflicts, problems and photos' },
      received: map(number),
      photosArrived: list(text),
      names: map(text),
      titles: map(words),
      held: list(ref('HeldRow')),
      clocks: list(ref('Clock')),
      breaches: {
        ...list(
          object({
            event,
            move: text,
            type: choice(
              'notUnique',
              'notLinked',
              'linked',
              'wrongState',
              'tooNear',
              'notAsNamed',
              'sampleTooSmall',
              'photoAsked',
            ),
            others: list(record),
          }),
        ),
        description: 'Guards of its moves that other records contradict; for whoever checks',
      },
    },
    { subjectShape: { description: 'Where the thing is: a point or GeoJSON geometry' } },
  ),
}
