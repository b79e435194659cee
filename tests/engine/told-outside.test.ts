import { createDecipheriv, createECDH, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RobotsAnswer } from '../../domain/api.ts'
import { isoWeekOf, quarterOf } from '../../domain/clock.ts'
import { newEventId, recordOf } from '../../domain/ids.ts'
import { type Running, startServer } from '../../sync-server/app.ts'
import { readConfig } from '../../sync-server/config.ts'
import { forget, tokenOf } from '../support/server.ts'
import { demoFolder } from '../support/shared-demo.ts'

const KEYUAN = '370303005'
type Heard = {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
  readonly at: number
}

/** A receiver outside: says what it is told to say, and remembers what it heard. */
async function receiver(answer: (nth: number, path: string) => { status?: number; body?: string }) {
  const heard: Heard[] = []
  const server: Server = createServer((request, reply) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      heard.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(parts), at: Date.now() })
      const { status = 200, body = '{"errcode":0,"errmsg":"ok"}' } = answer(heard.length, request.url ?? '')
      reply.writeHead(status, { 'content-type': 'application/json' }).end(body)
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, heard, close: () => server.close() }
}

/** A browser's side of RFC 8291: its keys, and the way back to what was said. */
function browser() {
  const own = createECDH('prime256v1')
  const auth = randomBytes(16)
  const publicKey = own.generateKeys()
  return {
    keys: { p256dh: publicKey.toString('base64url'), auth: auth.toString('base64url') },
    open(body: Buffer): unknown {
      const salt = body.subarray(0, 16)
      const length = body[20] ?? 0
      const theirs = body.subarray(21, 21 + length)
      const info = Buffer.concat([Buffer.from('WebPush: info\0'), publicKey, theirs])
      const derive = (key: Uint8Array, s: Uint8Array, i: Uint8Array | string, n: number) =>
        Buffer.from(hkdfSync('sha256', key, s, i, n))
      const shared = derive(own.computeSecret(theirs), auth, info, 32)
      const key = derive(shared, salt, 'Content-Encoding: aes128gcm\0', 16)
      const cipher = createDecipheriv('aes-128-gcm', key, derive(shared, salt, 'Content-Encoding: nonce\0', 12))
      const sealed = body.subarray(21 + length)
      cipher.setAuthTag(sealed.subarray(-16))
      const plain = Buffer.concat([cipher.update(sealed.subarray(0, -16)), cipher.final()])
      // The last byte that is not padding says that this is the last record.
      expect(plain.at(-1)).toBe(2)
      return JSON.parse(plain.subarray(0, -1).toString())
    },
  }
}

describe('what goes outside', () => {
  let server: Running
  const dataDir = demoFolder()
  const tokens = new Map<string, string>()
  beforeAll(async () => {
    const config = readConfig({ DEMO: '1', PORT: '0', DATA_DIR: dataDir, LIMITS: 'off', DEMO_MOVER: 'off' })
    const told = { anywhere: true, grace: 50, escalate: 1500, gather: 300, again: [100, 200] }
    server = await startServer({ config, told })
    for (const account of ['supervisor1', 'cleaner1', 'cleaner2', 'leader1', 'district1', 'admin'])
      tokens.set(account, await tokenOf(server, account))
  })
  afterAll(async () => {
    await server.close()
    forget(dataDir)
  })
  const ask = (who: string, path: string, body?: unknown, method = body === undefined ? 'GET' : 'POST') =>
    fetch(`${server.url}${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        authorization: `Bearer ${tokens.get(who)}`,
      },
    })
  async function dispatch(to: string): Promise<void> {
    const at = Date.now()
    const { year, quarter } = quarterOf(at)
    const [create, move] = [newEventId(at), newEventId(at + 1)]
    const act = { by: 'p-supervisor1', role: 'supervisor', at }
    const set = { title: '清理学院路积水', category: 'other', source: 'inspection', severity: 'low', assignee: to }
    const made = { type: 'create', kind: 'task', version: 1, area: KEYUAN, ...act, set: { ...set, dueAt: at + 1 } }
    const given = { type: 'move', record: recordOf(create), ...act, base: [create], move: 'dispatch', to: 'dispatched' }
    const answer = await ask(
      'supervisor1',
      `/api/rooms/${encodeURIComponent(`${KEYUAN}/tasks/${year}q${quarter}`)}/events`,
      {
        events: [
          { id: create, event: made },
          { id: move, event: given },
        ],
      },
    )
    expect(answer.status).toBe(200)
  }
  async function callForHelp(): Promise<void> {
    const at = Date.now()
    const { year, week } = isoWeekOf(at)
    const room = encodeURIComponent(`worker/p-cleaner1/${year}w${String(week).padStart(2, '0')}`)
    const act = { by: 'p-cleaner1', role: 'cleaner', at }
    const event = { type: 'create', kind: 'sos', version: 1, area: KEYUAN, ...act, set: { personId: 'p-cleaner1' } }
    expect((await ask('cleaner1', `/api/rooms/${room}/events`, { events: [{ event }] })).status).toBe(200)
  }
  const subscribe = (who: string, url: string, keys: object) => ask(who, '/api/push', { endpoint: url, keys })

  it('[TOLD12] [TOLD13] a phone that has not said that it has the task is woken, with kind and count and nothing else', async () => {
    const service = await receiver(() => ({ status: 201, body: '' }))
    const phone = browser()
    expect((await subscribe('cleaner1', `${service.url}/p/1`, phone.keys)).status).toBe(204)
    await dispatch('p-cleaner1')
    await expect.poll(() => service.heard.length, { timeout: 10_000 }).toBe(1)
    const [first] = service.heard
    if (!first) throw new Error('nothing heard')
    expect(phone.open(first.body)).toEqual({ kind: 'assigned', count: 1 })
    expect(first.headers).toMatchObject({ 'content-encoding': 'aes128gcm', urgency: 'normal', topic: 'assigned' })
    expect(first.headers.authorization).toMatch(/^vapid t=[\w-]+\.[\w-]+\.[\w-]+, k=[\w-]{87}$/)
    // Another's task wakes nobody here.
    await dispatch('p-cleaner2')
    await new Promise((done) => setTimeout(done, 600))
    expect(service.heard).toHaveLength(1)
    service.close()
  })
  it('[TOLD13] a subscription ends with 410, and with the sign-out', async () => {
    const service = await receiver((nth) => ({ status: nth === 1 ? 410 : 201, body: '' }))
    await subscribe('cleaner2', `${service.url}/p/2`, browser().keys)
    await dispatch('p-cleaner2')
    await expect.poll(() => service.heard.length, { timeout: 10_000 }).toBe(1)
    await dispatch('p-cleaner2')
    await new Promise((done) => setTimeout(done, 800))
    expect(service.heard).toHaveLength(1)
    await subscribe('cleaner2', `${service.url}/p/3`, browser().keys)
    await ask('cleaner2', '/api/session', undefined, 'DELETE')
    tokens.set('cleaner2', await tokenOf(server, 'cleaner2'))
    await dispatch('p-cleaner2')
    await new Promise((done) => setTimeout(done, 800))
    expect(service.heard).toHaveLength(1)
    service.close()
  })
  it('[TOLD11] [TOLD13] a call for help wakes leader and supervisor at once, the district when nobody answers; a failure is tried again', async () => {
    const service = await receiver((nth, path) => ({ status: path === '/p/lead' && nth === 1 ? 503 : 201, body: '' }))
    const [lead, far] = [browser(), browser()]
    await subscribe('leader1', `${service.url}/p/lead`, lead.keys)
    await subscribe('district1', `${service.url}/p/far`, far.keys)
    await callForHelp()
    const to = (path: string) => service.heard.filter((one) => one.path === path)
    await expect.poll(() => to('/p/lead').length, { timeout: 10_000 }).toBe(2)
    expect(lead.open((to('/p/lead')[1] as Heard).body)).toEqual({ kind: 'sos', count: 1 })
    expect(to('/p/lead')[0]?.headers['urgency']).toBe('high')
    expect(to('/p/far')).toHaveLength(0)
    await expect.poll(() => to('/p/far').length, { timeout: 10_000 }).toBe(1)
    service.close()
  })
  it('[TOLD15] robots: signed for 钉钉, by key for 企业微信, gathered into one message without a name', async () => {
    const group = await receiver(() => ({}))
    const add = (type: string, path: string, secret?: string) =>
      ask('admin', '/api/admin/robots', {
        area: KEYUAN,
        type,
        name: '科苑群',
        url: `${group.url}${path}`,
        ...(secret ? { secret } : {}),
      })
    const secret = 'SEC0123456789abcdef'
    const ding = ((await (await add('dingtalk', '/robot/send?access_token=t', secret)).json()) as { id: number }).id
    const wecom = ((await (await add('wecom', '/cgi-bin/webhook/send?key=k')).json()) as { id: number }).id
    await Promise.all([dispatch('p-cleaner1'), dispatch('p-cleaner1'), dispatch('p-cleaner1')])
    await expect.poll(() => group.heard.length, { timeout: 10_000 }).toBe(2)
    const signed = group.heard.find(({ path }) => path.startsWith('/robot'))
    const query = new URL(signed?.path ?? '', group.url).searchParams
    const expected = createHmac('sha256', secret)
      .update(`${query.get('timestamp')}\n${secret}`)
      .digest('base64')
    expect(query.get('sign')).toBe(expected)
    expect(Math.abs(Number(query.get('timestamp')) - Date.now())).toBeLessThan(60_000)
    for (const { body } of group.heard) {
      const { msgtype, text } = JSON.parse(body.toString()) as { msgtype: string; text: { content: string } }
      expect(msgtype).toBe('text')
      expect(text.content).toContain('新任务 3 条')
      expect(text.content).not.toMatch(/示例|积水|cleaner/)
    }
    // What was given in comes out to nobody.
    const listed = await (await ask('admin', '/api/admin/robots')).text()
    expect(listed).not.toContain(secret)
    expect(listed).not.toContain('key=k')
    expect((JSON.parse(listed) as RobotsAnswer).robots.every(({ okAt }) => okAt !== undefined)).toBe(true)
    for (const id of [ding, wecom])
      expect((await ask('admin', `/api/admin/robots/${id}`, undefined, 'DELETE')).status).toBe(204)
    group.close()
  })
  it('[TOLD15] a refusal in the body is a failure: tried again, then shown to the administrator', async () => {
    const group = await receiver(() => ({ body: '{"errcode":310000,"errmsg":"sign not match"}' }))
    const made = await ask('admin', '/api/admin/robots', {
      area: KEYUAN,
      type: 'dingtalk',
      name: 'x',
      url: `${group.url}/r`,
    })
    const { id } = (await made.json()) as { id: number }
    await dispatch('p-cleaner1')
    await expect.poll(() => group.heard.length, { timeout: 10_000 }).toBe(3)
    const { robots } = (await (await ask('admin', '/api/admin/robots')).json()) as RobotsAnswer
    expect(robots.find((one) => one.id === id)).toMatchObject({ problem: '310000 sign not match' })
    const tried = await ask('admin', `/api/admin/robots/${id}/test`, {})
    expect(tried.status).toBe(502)
    expect(await tried.json()).toMatchObject({ detail: '310000 sign not match' })
    await ask('admin', `/api/admin/robots/${id}`, undefined, 'DELETE')
    group.close()
  })
  it('[TOLD15] never more than twenty messages a minute from one robot', async () => {
    const group = await receiver(() => ({}))
    const made = await ask('admin', '/api/admin/robots', {
      area: KEYUAN,
      type: 'wecom',
      name: 'x',
      url: `${group.url}/r`,
    })
    const { id } = (await made.json()) as { id: number }
    for (let n = 0; n < 20; n++) expect((await ask('admin', `/api/admin/robots/${id}/test`, {})).status).toBe(204)
    await dispatch('p-cleaner1')
    await new Promise((done) => setTimeout(done, 1000))
    expect(group.heard).toHaveLength(20)
    await ask('admin', `/api/admin/robots/${id}`, undefined, 'DELETE')
    group.close()
  })
  it('[TOLD16] only an administrator of the area says where the server may write to', async () => {
    const robot = { area: KEYUAN, type: 'wecom', name: 'x', url: 'https://qyapi.weixin.qq.com/x' }
    expect((await ask('supervisor1', '/api/admin/robots', robot)).status).toBe(403)
    expect((await ask('supervisor1', '/api/admin/robots')).status).toBe(403)
    expect((await ask('admin', '/api/admin/robots', { ...robot, url: 'nonsense' })).status).toBe(422)
    const audit = await (await ask('admin', '/api/admin/audit')).text()
    expect(audit).toContain('addRobot')
    expect(audit).not.toContain('access_token')
  })
})
