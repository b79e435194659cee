import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'

const SCHEMA = `
create table if not exists robot (id integer primary key, area text not null, type text not null, name text not null,
  url blob not null, secret blob, enabled integer not null, created integer not null, ok_at integer, failed_at integer,
  problem text) strict;
`
export const ROBOT_TYPES = ['wecom', 'dingtalk'] as const
export type RobotType = (typeof ROBOT_TYPES)[number]
/** A group's robot of 企业微信 or 钉钉. `url` carries its key, `secret` signs (钉钉): neither is told to anybody again. */
export type Robot = {
  readonly id: number
  readonly area: string
  readonly type: RobotType
  readonly name: string
  readonly url: string
  readonly secret?: string
  readonly enabled: boolean
  readonly okAt?: number
  readonly failedAt?: number
  readonly problem?: string
}
export type NewRobot = Pick<Robot, 'area' | 'type' | 'name' | 'url' | 'secret'>

export interface Robots {
  all(): readonly Robot[]
  one(id: number): Robot | undefined
  add(robot: NewRobot, at: number): number
  enable(id: number, enabled: boolean): void
  remove(id: number): void
  /** What came of the last try; no problem = it was taken. */
  told(id: number, at: number, problem: string | undefined): void
}

/** Addresses and secrets lie sealed: whoever has only the file writes into nobody's group. */
export function openRobots(db: DatabaseSync, serverSecret: string): Robots {
  db.exec(SCHEMA)
  const key = Buffer.from(hkdfSync('sha256', serverSecret, '', 'xunji robots', 32))
  const seal = (text: string): Buffer => {
    const iv = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', key, iv)
    return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
  }
  const open = (sealed: Uint8Array): string => {
    const cipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12))
    cipher.setAuthTag(sealed.subarray(-16))
    return Buffer.concat([cipher.update(sealed.subarray(12, -16)), cipher.final()]).toString('utf8')
  }
  const q = {
    all: db.prepare('select * from robot order by id'),
    one: db.prepare('select * from robot where id = ?'),
    add: db.prepare('insert into robot (area, type, name, url, secret, enabled, created) values (?, ?, ?, ?, ?, 1, ?)'),
    enable: db.prepare('update robot set enabled = ? where id = ?'),
    remove: db.prepare('delete from robot where id = ?'),
    ok: db.prepare('update robot set ok_at = ?, problem = null where id = ?'),
    failed: db.prepare('update robot set failed_at = ?, problem = ? where id = ?'),
  }
  type Row = {
    id: number
    area: string
    type: RobotType
    name: string
    url: Uint8Array
    secret: Uint8Array | null
    enabled: number
    ok_at: number | null
    failed_at: number | null
    problem: string | null
  }
  const toRobot = (row: Row): Robot => ({
    id: row.id,
    area: row.area,
    type: row.type,
    name: row.name,
    url: open(row.url),
    ...(row.secret ? { secret: open(row.secret) } : {}),
    enabled: row.enabled === 1,
    ...(row.ok_at === null ? {} : { okAt: row.ok_at }),
    ...(row.failed_at === null ? {} : { failedAt: row.failed_at }),
    ...(row.problem === null ? {} : { problem: row.problem }),
  })
  return {
    all: () => (q.all.all() as Row[]).map(toRobot),
    one(id) {
      const row = q.one.get(id) as Row | undefined
      return row && toRobot(row)
    },
    add: ({ area, type, name, url, secret }, at) =>
      Number(q.add.run(area, type, name, seal(url), secret ? seal(secret) : null, at).lastInsertRowid),
    enable: (id, enabled) => void q.enable.run(enabled ? 1 : 0, id),
    remove: (id) => void q.remove.run(id),
    told(id, at, problem) {
      if (problem === undefined) q.ok.run(at, id)
      else q.failed.run(at, problem.slice(0, 200), id)
    },
  }
}

/** 钉钉: timestamp and signature go into the address; 企业微信: the key is in it already. */
export function addressOf(robot: Pick<Robot, 'type' | 'url' | 'secret'>, now: number): string {
  if (robot.type !== 'dingtalk' || !robot.secret) return robot.url
  const url = new URL(robot.url)
  url.searchParams.set('timestamp', String(now))
  const signature = createHmac('sha256', robot.secret).update(`${now}\n${robot.secret}`).digest('base64')
  url.searchParams.set('sign', signature)
  return url.href
}

/** Both answer 200 and say in the body what is wrong: `errcode` 0 is "taken". Undefined = taken. */
export function refusalOf(status: number, body: string): string | undefined {
  if (status !== 200) return `HTTP ${status}`
  try {
    const { errcode, errmsg } = JSON.parse(body) as { errcode?: number; errmsg?: string }
    return errcode === 0 ? undefined : `${errcode ?? 'no errcode'} ${errmsg ?? ''}`.trim()
  } catch {
    return 'The answer is not from a robot'
  }
}
