import { WebSocket } from 'ws'
import type {
  BulkAnswer,
  FactsAnswer,
  FiguresAnswer,
  HeldAnswer,
  OfficeNotices,
  ReachedSaid,
  RecordPage,
} from '../../domain/api.ts'
import { DAY, isoDate, isoWeekOf, quarterOf } from '../../domain/clock.ts'
import { newEventId, recordOf } from '../../domain/ids.ts'

/** What each door of the server is, and how somebody tries it: for the table of who gets what. */

export const PANYUAN = '370303005003'
const { year, quarter } = quarterOf(Date.now())
const week = isoWeekOf(Date.now())
export const POLICE = `${PANYUAN}/police/${year}q${quarter}`
const PRIVATE = `${PANYUAN}/police/private/${year}`
const STREET = `370303005/sanitation/${year}q${quarter}`
const REPAIRS_WEEK = `worker/p-repair1/${week.year}w${String(week.week).padStart(2, '0')}`
const TUS = { 'tus-resumable': '1.0.0' }
const KEYS = {
  p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
  auth: 'BTBZMqHH6r4Tts7J_aSIgg',
}
const ROLES: { readonly [who: string]: string } = {
  maintainer: 'maintainer',
  supervisor: 'supervisor',
  otherStreet: 'supervisor',
  district: 'supervisor',
  auditor: 'auditor',
  admin: 'admin',
}

/** Who tries, on which server; `facts`: what the doors are tried with. */
export type Matrix = {
  readonly url: () => string
  readonly tokens: ReadonlyMap<string, string>
  readonly ids: ReadonlyMap<string, string>
  /** Before this the former assistant had his grant. */
  readonly leftAt: () => number
  readonly facts: {
    record: string
    photo: string
    held: string
    upload: string
    notice: string
    grant: string
    robot: string
    rule: string
  }
}
type Door = { readonly route: string; readonly attempt: (who: string) => Promise<string> }

/** Asks as somebody; signed out without a token. */
export const askAs =
  (m: Pick<Matrix, 'url' | 'tokens'>) =>
  (who: string, path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`${m.url()}${path}`, {
      ...init,
      headers: {
        ...(typeof init.body === 'string' ? { 'content-type': 'application/json' } : {}),
        ...(m.tokens.has(who) ? { authorization: `Bearer ${m.tokens.get(who)}` } : {}),
        ...init.headers,
      },
    })

/** Every door of the table; `route`: the one of the API that it goes through, as its description names it. */
export function doorsOf(m: Matrix): ReadonlyMap<string, Door> {
  const request = askAs(m)
  const post = (who: string, path: string, body: unknown) =>
    request(who, path, { method: 'POST', body: JSON.stringify(body) })
  const status = async (answer: Promise<Response>): Promise<string> => {
    const found = await answer
    await found.body?.cancel()
    return String(found.status)
  }
  const counted = async <T>(answer: Promise<Response>, count: (body: T) => number): Promise<string> => {
    const found = await answer
    if (found.status !== 200) return String(found.status)
    return count((await found.json()) as T) > 0 ? 'some' : '0'
  }
  const rooms = (name: string): string => `/api/rooms/${encodeURIComponent(name)}`
  const write = async (who: string, room: string): Promise<string> => {
    const by = m.ids.get(who) ?? 'p-nobody'
    const at = who === 'formerHere' ? m.leftAt() : Date.now()
    const act = { record: recordOf(newEventId(at)), by, role: ROLES[who] ?? 'assistant', at }
    const answer = await post(who, `${rooms(room)}/events`, {
      events: [{ event: { type: 'remark', text: 'x', ...act } }],
    })
    const { receipts } = (await answer.json()) as { receipts?: { held?: string }[] }
    return receipts?.[0]?.held ? 'held' : String(answer.status)
  }
  const attempts: { readonly [name: string]: Door['attempt'] } = {
    'room read': (who) => status(request(who, `${rooms(POLICE)}/snapshot`)),
    'room write': (who) => write(who, POLICE),
    'room socket': (who) =>
      new Promise((done) => {
        const headers = m.tokens.has(who) ? { authorization: `Bearer ${m.tokens.get(who)}` } : {}
        const socket = new WebSocket(`${m.url().replace('http', 'ws')}/sync/${encodeURIComponent(POLICE)}`, {
          headers,
        })
        socket.on('message', () => {
          done('open')
          socket.terminate()
        })
        socket.on('close', (code) => done(String(code)))
      }),
    'private read': (who) => status(request(who, `${rooms(PRIVATE)}/snapshot`)),
    'private write': (who) => write(who, PRIVATE),
    'street read': (who) => status(request(who, `${rooms(STREET)}/snapshot`)),
    "other's week": (who) => status(request(who, `${rooms(REPAIRS_WEEK)}/snapshot`)),
    "cleaner's week": (who) => write(who, REPAIRS_WEEK.replace('repair1', 'cleaner1')),
    track: (who) => status(request(who, `${rooms(REPAIRS_WEEK.replace('worker', 'track'))}/snapshot`)),
    'org read': (who) => status(request(who, `${rooms('org')}/snapshot`)),
    'org write': (who) => write(who, 'org'),
    record: (who) => status(request(who, `/api/records/${encodeURIComponent(POLICE)}/${m.facts.record}`)),
    'records list': (who) =>
      counted<RecordPage>(request(who, `/api/records?kind=home_visit&area=${PANYUAN}`), (page) => page.rows.length),
    facts: (who) => counted<FactsAnswer>(request(who, `/api/facts/${PANYUAN}`), (answer) => answer.facts.length),
    photo: (who) =>
      status(request(who, `/api/photos/${m.facts.photo}?room=${encodeURIComponent(POLICE)}&record=${m.facts.record}`)),
    'photo upload': (who) => {
      const words = { sha256: 'ab'.repeat(32), room: POLICE, record: m.facts.record, filetype: 'image/jpeg' }
      const metadata = Object.entries(words).map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
      const headers = { 'tus-resumable': '1.0.0', 'upload-length': '9', 'upload-metadata': metadata.join(',') }
      return status(request(who, '/api/photos', { method: 'POST', headers }))
    },
    'held list': (who) =>
      counted<HeldAnswer>(request(who, '/api/held'), ({ rows }) => rows.filter((row) => row.room === POLICE).length),
    'held decide': (who) =>
      status(post(who, `/api/held/${encodeURIComponent(POLICE)}/${m.facts.held}`, { accept: false, reason: 'matrix' })),
    colleagues: (who) => status(request(who, `/api/people?area=${PANYUAN}`)),
    areas: (who) => status(request(who, '/api/areas')),
    'admin people': (who) => status(request(who, '/api/admin/people')),
    'admin grant': (who) =>
      status(post(who, '/api/admin/grants', { person: 'p-cleaner1', role: 'cleaner', area: '370303005' })),
    'admin audit': (who) => status(request(who, '/api/admin/audit')),
    'reached say': async (who) => {
      const mark = { room: POLICE, record: m.facts.record, event: m.facts.record }
      const answer = await post(who, '/api/reached', { records: [mark] })
      if (answer.status !== 200) return String(answer.status)
      return ((await answer.json()) as ReachedSaid).taken === 1 ? 'taken' : 'unknown'
    },
    reached: (who) => status(request(who, `/api/reached?record=${m.facts.record}`)),
    'event stream': async (who) => {
      const stop = new AbortController()
      const answer = await request(who, '/api/events', { signal: stop.signal })
      stop.abort()
      return String(answer.status)
    },
    me: (who) => status(request(who, '/api/me')),
    'bulk write': async (who) => {
      const at = who === 'formerHere' ? m.leftAt() : Date.now()
      const by = m.ids.get(who) ?? 'p-nobody'
      const act = { record: recordOf(newEventId(at)), by, role: ROLES[who] ?? 'assistant', at }
      const event = { room: POLICE, id: newEventId(at), event: { type: 'remark', text: 'x', ...act } }
      const answer = await post(who, '/api/events/bulk', { events: [event] })
      if (answer.status !== 200) return String(answer.status)
      return ((await answer.json()) as BulkAnswer).outcomes[0]?.outcome ?? ''
    },
    figures: (who) => counted<FiguresAnswer>(request(who, '/api/figures'), ({ figures }) => figures.length),
    figure: (who) => status(request(who, `/api/figures/home_visit.coverage?area=${PANYUAN}`)),
    'upload look': (who) => status(request(who, m.facts.upload, { method: 'HEAD', headers: TUS })),
    'upload go on': (who) => {
      const headers = { ...TUS, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' }
      return status(request(who, m.facts.upload, { method: 'PATCH', headers, body: 'x' }))
    },
    'upload end': (who) => status(request(who, m.facts.upload, { method: 'DELETE', headers: TUS })),
    notices: (who) => counted<OfficeNotices>(request(who, '/api/notices'), ({ notices }) => notices.length),
    'notices seen': async (who) => {
      const answer = await post(who, '/api/notices/seen', { records: [m.facts.notice] })
      if (answer.status !== 200) return String(answer.status)
      return ((await answer.json()) as { seen: number }).seen > 0 ? 'taken' : '0'
    },
    'push key': (who) => status(request(who, '/api/push')),
    'push on': (who) => status(post(who, '/api/push', { endpoint: `https://push.example/${who}`, keys: KEYS })),
    'push off': (who) => status(request(who, '/api/push', { method: 'DELETE' })),
    robots: (who) => status(request(who, '/api/admin/robots')),
    'robot add': async (who) => {
      const robot = { area: '370303005', type: 'wecom', name: 'matrix', url: 'https://localhost.invalid/x' }
      const answer = await post(who, '/api/admin/robots', robot)
      if (answer.status === 201) m.facts.robot = String(((await answer.json()) as { id: number }).id)
      return String(answer.status)
    },
    'robot turn': (who) => status(post(who, `/api/admin/robots/${m.facts.robot}`, { enabled: true })),
    'robot try': (who) => status(post(who, `/api/admin/robots/${m.facts.robot}/test`, {})),
    'robot forget': (who) => status(request(who, `/api/admin/robots/${m.facts.robot}`, { method: 'DELETE' })),
    switches: (who) => status(request(who, '/api/switches')),
    'phone checks': (who) => status(request(who, `/api/ready?area=${PANYUAN}`)),
    'phone check': (who) => status(post(who, '/api/ready', { checks: [{ id: 'clock', state: 'good' }] })),
    rules: (who) => status(request(who, '/api/rules')),
    'rule lay down': async (who) => {
      const rule = { rule: 'visit_rented', name: 'x', ruleType: 'visit_cycle', kind: 'home_visit', per: 'month' }
      const from = { validFrom: isoDate(Date.now() + DAY), reason: 'matrix' }
      const answer = await post(who, '/api/admin/rules', { ...rule, areas: [PANYUAN], ...from })
      if (answer.status === 201) m.facts.rule = ((await answer.json()) as { id: string }).id
      return String(answer.status)
    },
    'rule in force': async (who) => {
      const rule = { rule: 'visit_rented', name: 'x', ruleType: 'visit_cycle', kind: 'home_visit', per: 'week' }
      const from = { validFrom: isoDate(Date.now() + DAY), reason: 'matrix', draft: true }
      const answer = await post(who, '/api/admin/rules', { ...rule, areas: [PANYUAN], ...from })
      const { id } = answer.status === 201 ? ((await answer.json()) as { id: string }) : { id: m.facts.rule }
      return status(post(who, `/api/admin/rules/${id}/put-in-force`, {}))
    },
    'rule end': (who) =>
      status(
        post(who, `/api/admin/rules/${m.facts.rule}/end`, { validTo: isoDate(Date.now() + DAY), reason: 'matrix' }),
      ),
    'admin add': (who) => {
      const grants = [{ role: 'cleaner', area: '370303005' }]
      return status(post(who, '/api/admin/people', { name: who, account: `matrix-by-${who.toLowerCase()}`, grants }))
    },
    'admin change': (who) => status(post(who, '/api/admin/people/p-cleaner2', { name: '示例甲' })),
    'admin password': (who) => status(post(who, '/api/admin/people/p-cleaner2/password', {})),
    'admin sign-out': (who) => status(request(who, '/api/admin/people/p-cleaner2/sign-out', { method: 'POST' })),
    'admin grant end': (who) => status(post(who, `/api/admin/grants/${m.facts.grant}/end`, { reason: 'matrix' })),
    'admin area': (who) =>
      status(post(who, '/api/admin/areas', { code: '370303005099', name: '示例村', level: 'village' })),
    'admin switch': (who) => {
      const change = { id: 'ranking', book: 'sanitation', area: '370303005', on: false, ground: 'matrix' }
      return status(post(who, '/api/admin/switches', change))
    },
    'demo mover': (who) => status(post(who, '/api/demo/mover', { on: false })),
    'demo link': (who) => status(post(who, '/api/demo/link', { open: true })),
    'sign out': (who) => status(request(who, '/api/session', { method: 'DELETE' })),
  }
  return new Map(
    Object.entries(attempts).map(([name, attempt]) => [name, { route: ROUTES[name] ?? '', attempt }] as const),
  )
}

/** Through which route of the API each door goes; `WS`: through none. */
const ROUTES: { readonly [door: string]: string } = {
  'room read': 'GET /api/rooms/{room}/snapshot',
  'room write': 'POST /api/rooms/{room}/events',
  'room socket': 'WS',
  'private read': 'GET /api/rooms/{room}/snapshot',
  'private write': 'POST /api/rooms/{room}/events',
  'street read': 'GET /api/rooms/{room}/snapshot',
  "other's week": 'GET /api/rooms/{room}/snapshot',
  "cleaner's week": 'POST /api/rooms/{room}/events',
  track: 'GET /api/rooms/{room}/snapshot',
  'org read': 'GET /api/rooms/{room}/snapshot',
  'org write': 'POST /api/rooms/{room}/events',
  record: 'GET /api/records/{room}/{record}',
  'records list': 'GET /api/records',
  facts: 'GET /api/facts/{area}',
  photo: 'GET /api/photos/{sha256}',
  'photo upload': 'POST /api/photos',
  'held list': 'GET /api/held',
  'held decide': 'POST /api/held/{room}/{event}',
  colleagues: 'GET /api/people',
  areas: 'GET /api/areas',
  'admin people': 'GET /api/admin/people',
  'admin grant': 'POST /api/admin/grants',
  'admin audit': 'GET /api/admin/audit',
  'reached say': 'POST /api/reached',
  reached: 'GET /api/reached',
  'event stream': 'GET /api/events',
  me: 'GET /api/me',
  'bulk write': 'POST /api/events/bulk',
  figures: 'GET /api/figures',
  figure: 'GET /api/figures/{name}',
  'upload look': 'HEAD /api/photos/{id}',
  'upload go on': 'PATCH /api/photos/{id}',
  'upload end': 'DELETE /api/photos/{id}',
  notices: 'GET /api/notices',
  'notices seen': 'POST /api/notices/seen',
  'push key': 'GET /api/push',
  'push on': 'POST /api/push',
  'push off': 'DELETE /api/push',
  robots: 'GET /api/admin/robots',
  'robot add': 'POST /api/admin/robots',
  'robot turn': 'POST /api/admin/robots/{robot}',
  'robot try': 'POST /api/admin/robots/{robot}/test',
  'robot forget': 'DELETE /api/admin/robots/{robot}',
  switches: 'GET /api/switches',
  'phone checks': 'GET /api/ready',
  'phone check': 'POST /api/ready',
  rules: 'GET /api/rules',
  'rule lay down': 'POST /api/admin/rules',
  'rule in force': 'POST /api/admin/rules/{rule}/put-in-force',
  'rule end': 'POST /api/admin/rules/{rule}/end',
  'admin add': 'POST /api/admin/people',
  'admin change': 'POST /api/admin/people/{person}',
  'admin password': 'POST /api/admin/people/{person}/password',
  'admin sign-out': 'POST /api/admin/people/{person}/sign-out',
  'admin grant end': 'POST /api/admin/grants/{grant}/end',
  'admin area': 'POST /api/admin/areas',
  'admin switch': 'POST /api/admin/switches',
  'demo mover': 'POST /api/demo/mover',
  'demo link': 'POST /api/demo/link',
  'sign out': 'DELETE /api/session',
}
