/** Shapes of the answers as JSON Schema (OpenAPI 3.1). A test holds real answers against them. */
export type Shape = { readonly [key: string]: unknown }
type Shapes = { readonly [name: string]: Shape }

export const ref = (name: string): Shape => ({ $ref: `#/components/schemas/${name}` })
export const text: Shape = { type: 'string' }
export const yes: Shape = { type: 'boolean' }
const number: Shape = { type: 'number' }
const count: Shape = { type: 'integer', minimum: 0 }
const time: Shape = { type: 'number', description: 'ms UTC' }
const event: Shape = { type: 'string', description: 'Event id (ULID)', pattern: '^[0-7][0-9A-HJKMNP-TV-Z]{25}$' }
const record: Shape = { ...event, description: 'Record id: the id of its create event' }
const person: Shape = { type: 'string', description: 'Person id' }
const room: Shape = { type: 'string', description: 'Room name, e.g. 370303005003/police/2026q4' }
const area: Shape = { type: 'string', description: 'Code of the area tree' }
export const list = (items: Shape): Shape => ({ type: 'array', items })
export const choice = (...values: readonly string[]): Shape => ({ type: 'string', enum: values })
const map = (values: Shape): Shape => ({ type: 'object', additionalProperties: values })
export const object = (properties: Shapes, optional: Shapes = {}): Shape => ({
  type: 'object',
  additionalProperties: false,
  required: Object.keys(properties),
  properties: { ...properties, ...optional },
})
const words = object({ zh: text, en: text })
const anything: Shape = { type: 'object', additionalProperties: true }
const held = choice('roleNotHeld', 'areaNotGranted', 'sessionRevoked')
const card = choice('none', 'yellow', 'red')

export const shapes: Shapes = {
  Problem: {
    ...object(
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
  Person: object({ id: person, name: text }, { account: text }),
  Grant: object({ person, role: text, area, from: time }, { to: time }),
  SessionAnswer: object({ person: ref('Person'), token: text }),
  MeAnswer: object({
    person: ref('Person'),
    grants: list(ref('Grant')),
    rooms: list(object({ name: room, access: choice('read', 'write') })),
    log: { type: 'string', description: 'Random id of the log; changes after a restore' },
    serverTime: time,
    demo: yes,
  }),
  Colleague: object({ id: person, name: text, roles: list(text) }),
  ColleaguesAnswer: object({ people: list(ref('Colleague')) }),
  Area: object({ code: area, name: text, level: choice('district', 'street', 'village', 'department') }),
  AreasAnswer: object({ areas: list(ref('Area')) }),
  Switch: object({ id: text, book: text, area, on: yes, from: time }, { ground: text }),
  SwitchesAnswer: object({ switches: list(ref('Switch')) }),
  AdminGrant: object({ id: count, role: text, area, from: time }, { to: time }),
  AdminPerson: object(
    { id: person, name: text, disabled: yes, createdAt: time, grants: list(ref('AdminGrant')) },
    { account: text, lastSeenAt: time },
  ),
  AdminPeopleAnswer: object({ people: list(ref('AdminPerson')) }, { next: text }),
  AuditRow: object({ seq: count, at: time, by: person, act: text, subject: text, area, detail: anything }),
  AuditAnswer: object({ rows: list(ref('AuditRow')) }, { next: count }),
  Event: { ...anything, description: 'create, set, move, remark, photo or track: docs/rules.md, GRAM and FOLD' },
  WriteRequest: {
    type: 'object',
    required: ['events'],
    properties: {
      events: {
        type: 'array',
        minItems: 1,
        maxItems: 200,
        items: {
          type: 'object',
          required: ['event'],
          properties: { id: { ...event, description: 'Left out: the server makes one' }, event: ref('Event') },
        },
      },
    },
  },
  WriteAnswer: object({ log: text, receipts: list(object({ id: event, seq: count }, { held })) }),
  RecordRow: object(
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
    },
    { returnedFields: list(text), dueAt: time },
  ),
  RecordPage: object({ rows: list(ref('RecordRow')), total: count }, { next: text }),
  HeldRow: object(
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
  HeldAnswer: object({ rows: list(ref('HeldRow')) }),
  Fact: object(
    {
      record,
      kind: text,
      triedOn: { ...list(text), description: 'Days of attempts that nobody answered' },
      open: list(object({ act: record, dueAt: time, yellowAt: time })),
      card,
    },
    { lastActAt: time, lastAct: record, lastResult: text, doneAt: time, nextDueAt: time },
  ),
  FactsAnswer: object({
    facts: list(ref('Fact')),
    cursor: text,
    more: { ...yes, description: 'There is more behind the cursor' },
    reset: { ...yes, description: 'The cursor was of another time: forget the rest' },
    serverTime: time,
  }),
  RecordAnswer: object({
    row: ref('RecordRow'),
    record: { ...anything, description: 'The folded record with heads, history, conflicts, problems and photos' },
    received: map(number),
    photosArrived: list(text),
    names: map(text),
    titles: map(words),
    held: list(ref('HeldRow')),
  }),
}
