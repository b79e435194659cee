import { list, object, ref, type Shape, text, yes } from './shape.ts'

/** What a route is for; its request's body is described by the schema that checks it, or here. */
export type Described = {
  readonly summary: string
  readonly tags: readonly [string]
  readonly query?: { readonly [name: string]: string }
  readonly body?: Shape
  /** Status and what it carries; none = no content. */
  readonly answer: readonly [status: number, content?: Shape | string]
  /** True = also without a session. */
  readonly open?: boolean
}

const SIGNING = 'Sessions' as const
const SYNC = 'Rooms' as const
const RECORDS = 'Records' as const
const PHOTOS = 'Photos (tus 1.0)' as const
const PEOPLE = 'People' as const
const TOLD = 'Being told' as const
const ADMIN = 'Administration' as const
const WATCH = 'Operation' as const

const made = object({ id: text }, { password: text })

/** Each route under `/api`, and the three that watch the server. A test asks that none is missing. */
export const described: { readonly [route: string]: Described } = {
  'POST /api/session': {
    summary: 'Sign in. 401: account or password is wrong; 429: wait as long as retry-after says',
    tags: [SIGNING],
    answer: [200, ref('SessionAnswer')],
    open: true,
  },
  'DELETE /api/session': { summary: 'Sign out; the sockets of the session close', tags: [SIGNING], answer: [204] },
  'GET /api/me': {
    summary: 'Who is signed in, his grants, rooms, team and leader',
    tags: [SIGNING],
    answer: [200, ref('MeAnswer')],
  },

  'GET /api/rooms/{room}/snapshot': {
    summary: 'The room as one Yjs V1 update; ETag = cursor, to go on from with WS /sync/{room}?since=',
    tags: [SYNC],
    answer: [200, 'application/octet-stream'],
  },
  'POST /api/rooms/{room}/events': {
    summary: 'Write events; the answer comes when they are on disk. Also after a grant has ended: they are held',
    tags: [SYNC],
    answer: [200, ref('WriteAnswer')],
  },

  'POST /api/events/bulk': {
    summary:
      'Write many events over several rooms, such as a week of rosters. What stands in one room is taken together or not at all; the same again is stored once',
    tags: [SYNC],
    answer: [200, ref('BulkAnswer')],
  },

  'GET /api/records': {
    summary: 'A page of records of the rooms that the reader may read, newest first',
    tags: [RECORDS],
    query: {
      kind: 'Kind',
      area: 'This area and those below',
      from: 'Created from: a date in Shanghai, or ms UTC',
      to: 'Created up to the end of this date, or before these ms UTC',
      state: 'State, or several with commas',
      card: 'none, yellow or red',
      queue: 'What waits for a person: held, conflicts or problems',
      q: 'Text in its words, or in the name of its author',
      'field.{field}': 'The value of a field that the kind declares',
      order: 'received (newest first) or due: only what has a clock, the nearest end first',
      figure: 'Only the records behind a figure, with area, period and category as there',
      part: 'in = those that the figure counts, rest = the others of its whole',
      limit: 'At most 200',
      cursor: '`next` of the page before',
    },
    answer: [200, ref('RecordPage')],
  },
  'GET /api/records/{room}/{record}': {
    summary: 'A record with heads, history, receipts and names',
    tags: [RECORDS],
    answer: [200, ref('RecordAnswer')],
  },
  'GET /api/facts/{area}': {
    summary: 'Per household and asset: last act, result, next due; cursor and ETag',
    tags: [RECORDS],
    query: { cursor: 'Only what changed since' },
    answer: [200, ref('FactsAnswer')],
  },
  'GET /api/figures': {
    summary: 'The figures that the reader may ask for, with their definitions',
    tags: [RECORDS],
    answer: [200, ref('FiguresAnswer')],
  },
  'GET /api/figures/{name}': {
    summary: 'A figure of an area and of each area below it: numerator, denominator and definition',
    tags: [RECORDS],
    query: {
      area: 'Area',
      period: 'day, week, month, year (this one), or 2026-11-25, 2026-11, 2026',
      category: 'Of tasks: only this category',
      trend: 'Also so many months up to this one, at most 12',
      planned: 'Of shift.attendance also the planned shifts that came, missed, absent or leave',
    },
    answer: [200, ref('FigureAnswer')],
  },
  'GET /api/held': {
    summary: 'Events that wait for a decision of the reader, or with mine=1 his own',
    tags: [RECORDS],
    query: { mine: '1 = my own' },
    answer: [200, ref('HeldAnswer')],
  },
  'POST /api/held/{room}/{event}': {
    summary: 'Accept or reject a held event, with a reason',
    tags: [RECORDS],
    body: object({ accept: yes, reason: text }),
    answer: [200, { type: 'object' }],
  },
  'GET /api/events': {
    summary:
      'Server-sent events: which records changed (record), where something is held or decided (held), or that all may be old (reset); Last-Event-ID resumes',
    tags: [RECORDS],
    answer: [200, 'text/event-stream'],
  },

  'OPTIONS /api/photos': { summary: 'What the server speaks', tags: [PHOTOS], answer: [204], open: true },
  'POST /api/photos': {
    summary: 'Begin an upload. Upload-Metadata: sha256, room, record, filetype. Location says where it goes on',
    tags: [PHOTOS],
    answer: [201],
  },
  'HEAD /api/photos/{id}': { summary: 'How far the upload came (Upload-Offset)', tags: [PHOTOS], answer: [200] },
  'PATCH /api/photos/{id}': {
    summary:
      'Send on from Upload-Offset. 204 on the last byte: the photo is checked and on disk; 422: it was not taken',
    tags: [PHOTOS],
    answer: [204],
  },
  'DELETE /api/photos/{id}': { summary: 'Give the upload up', tags: [PHOTOS], answer: [204] },
  'GET /api/photos/{sha256}': {
    summary: 'A photo that was sent for this record',
    tags: [PHOTOS],
    query: { room: 'Room of the record', record: 'Record', size: 'Longest side that the reader needs, in pixels' },
    answer: [200, 'image/jpeg'],
  },

  'POST /api/reached': {
    summary: 'Acts of records that are on this phone and concern its person. Saying it again changes nothing',
    tags: [TOLD],
    answer: [200, ref('ReachedSaid')],
  },
  'GET /api/reached': {
    summary: 'Whom the last act of a record reached, and when; for those who give out work in its area',
    tags: [TOLD],
    query: { record: 'Record' },
    answer: [200, ref('ReachedAnswer')],
  },

  'GET /api/notices': {
    summary: 'What is said to me as somebody of the office, who holds no room of a street; the newest first',
    tags: [TOLD],
    answer: [200, ref('OfficeNotices')],
  },
  'POST /api/notices/seen': {
    summary: 'I have seen these notices; the first word counts. Says how many are mine',
    tags: [TOLD],
    answer: [200, object({ seen: { type: 'integer' } })],
  },
  'GET /api/push': {
    summary: 'The server’s key for pushManager.subscribe',
    tags: [TOLD],
    answer: [200, object({ key: text })],
  },
  'POST /api/push': {
    summary: 'Wake this session’s phone there; ends with the sign-out. 422: not https, a private network, or no keys',
    tags: [TOLD],
    answer: [204],
  },
  'DELETE /api/push': { summary: 'Wake it no more', tags: [TOLD], answer: [204] },
  'GET /api/admin/robots': {
    summary: 'Robots of 企业微信 and 钉钉 groups in my areas, and what came of their last message',
    tags: [ADMIN],
    answer: [200, ref('RobotsAnswer')],
  },
  'POST /api/admin/robots': {
    summary: 'Let the server write to a group; address and secret are told to nobody again',
    tags: [ADMIN],
    answer: [201, object({ id: { type: 'integer' } })],
  },
  'POST /api/admin/robots/{robot}': { summary: 'Turn a robot on or off', tags: [ADMIN], answer: [204] },
  'POST /api/admin/robots/{robot}/test': {
    summary: 'One message now; 502 says why it was not taken',
    tags: [ADMIN],
    answer: [204],
  },
  'DELETE /api/admin/robots/{robot}': { summary: 'Forget a robot', tags: [ADMIN], answer: [204] },

  'GET /api/people': {
    summary: 'Who works in an area, with names and roles',
    tags: [PEOPLE],
    query: { area: 'Area', role: 'Only with this role' },
    answer: [200, ref('ColleaguesAnswer')],
  },
  'GET /api/areas': { summary: 'The area tree', tags: [PEOPLE], answer: [200, ref('AreasAnswer')] },
  'GET /api/switches': {
    summary: 'What may be asked of workers, and the ground for it',
    tags: [PEOPLE],
    answer: [200, ref('SwitchesAnswer')],
  },

  'GET /api/admin/people': {
    summary: 'People whom I administer',
    tags: [ADMIN],
    answer: [200, ref('AdminPeopleAnswer')],
  },
  'POST /api/ready': {
    summary: 'How a phone found itself: the last check of each person is kept',
    tags: [PEOPLE],
    answer: [200, object({ at: { type: 'integer' } })],
  },
  'GET /api/ready': {
    summary: 'The last checks of the phones of an area, for its leaders, officers, supervisors and administrators',
    tags: [PEOPLE],
    query: { area: 'This area and those below' },
    answer: [200, ref('ReadyAnswer')],
  },
  'POST /api/admin/people': {
    summary: 'Add a person; a password that the server made is told once',
    tags: [ADMIN],
    answer: [201, made],
  },
  'POST /api/admin/people/{person}': {
    summary: 'Rename, put into a team, note a number, or disable: all sessions end at once',
    tags: [ADMIN],
    answer: [204],
  },
  'POST /api/admin/people/{person}/password': {
    summary: 'A new password; all sessions end',
    tags: [ADMIN],
    answer: [200, object({}, { password: text })],
  },
  'POST /api/admin/people/{person}/sign-out': { summary: 'End all sessions of a person', tags: [ADMIN], answer: [204] },
  'POST /api/admin/grants': { summary: 'Give a role in an area', tags: [ADMIN], answer: [201, ref('AdminGrant')] },
  'POST /api/admin/grants/{grant}/end': {
    summary: 'End a grant now: what it opened closes; late work is held',
    tags: [ADMIN],
    answer: [204],
  },
  'POST /api/admin/areas': { summary: 'Add or rename an area', tags: [ADMIN], answer: [204] },
  'POST /api/admin/switches': { summary: 'Turn a switch on, with its ground, or off', tags: [ADMIN], answer: [204] },
  'GET /api/rules': {
    summary: 'What the office laid down about visit cycles and check windows, every version, newest first',
    tags: [PEOPLE],
    answer: [200, ref('RulesAnswer')],
  },
  'POST /api/admin/rules': {
    summary: 'Lay down a rule from a day on; the version of the same areas that held until then ends the day before',
    tags: [ADMIN],
    answer: [201, object({ id: text })],
  },
  'POST /api/admin/rules/{rule}/put-in-force': {
    summary: 'A draft holds from its day on, if nothing is missing any more',
    tags: [ADMIN],
    answer: [204],
  },
  'POST /api/admin/rules/{rule}/end': {
    summary: 'A rule holds until the end of a day; one that has not begun is taken back',
    tags: [ADMIN],
    answer: [204],
  },
  'GET /api/admin/audit': {
    summary: 'Who changed what, newest first',
    tags: [ADMIN],
    answer: [200, ref('AuditAnswer')],
  },

  'GET /healthz': { summary: 'Alive', tags: [WATCH], answer: [200, object({ status: text })], open: true },
  'GET /readyz': {
    summary: 'Able to store; 503 says what is wrong',
    tags: [WATCH],
    answer: [200, ref('Ready')],
    open: true,
  },
  'GET /metrics': { summary: 'Prometheus text', tags: [WATCH], answer: [200, 'text/plain'], open: true },
  'GET /api/openapi.json': {
    summary: 'This description',
    tags: [WATCH],
    answer: [200, { type: 'object' }],
    open: true,
  },
  'GET /api/docs': { summary: 'This description as a page', tags: [WATCH], answer: [200, 'text/html'], open: true },
  'GET /api/docs.css': { summary: 'Its look', tags: [WATCH], answer: [200, 'text/css'], open: true },

  'GET /api/demo/cards': {
    summary: 'Demo only: the accounts to choose from',
    tags: ['Demo'],
    answer: [200, object({ cards: list({ type: 'object' }) })],
    open: true,
  },
  'GET /api/demo/mover': {
    summary: 'Demo only: whether its people go on by themselves',
    tags: ['Demo'],
    answer: [200, ref('Mover')],
    open: true,
  },
  'POST /api/demo/mover': {
    summary: 'Demo only: let its people go on, or stand still',
    tags: ['Demo'],
    body: object({ on: yes }),
    answer: [200, ref('Mover')],
  },
  'POST /api/demo/link': {
    summary: 'Demo only: take the network from this session, or give it back',
    tags: ['Demo'],
    body: object({ open: yes }),
    answer: [204],
  },
}
