import { type ChildProcess, spawn } from 'node:child_process'
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, expect, it } from 'vitest'
import { quarterOf } from '../../domain/clock.ts'
import { newEventId, recordOf } from '../../domain/ids.ts'
import { openPeople } from '../../sync-server/people/people.ts'
import { forget } from '../support/server.ts'

const STREET = '370303005'
const SECRET = 'the tests have no secrets'
const dataDir = mkdtempSync(join(tmpdir(), 'xunji-told-kill-'))
const ends: (() => void)[] = [() => forget(dataDir)]
afterAll(() => {
  for (const end of ends.reverse()) end()
})

function addPeople(): void {
  const people = openPeople({ path: join(dataDir, 'people.sqlite'), now: Date.now, secret: SECRET, limits: false })
  for (const role of ['supervisor', 'cleaner', 'admin'])
    people.add({ id: `p-${role}`, name: role, account: role, password: 'xunji-office' }, [
      { role, area: STREET, from: 0 },
    ])
  people.close()
}
async function start(): Promise<{ readonly url: string; readonly child: ChildProcess }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../support/told-server.ts')], {
    env: { ...process.env, XUNJI_SECRET: SECRET, PORT: '0', DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  ends.push(() => child.kill('SIGKILL'))
  const url = await new Promise<string>((done, failed) => {
    child.once('exit', () => failed(new Error('the server ended')))
    child.stdout?.on('data', (chunk: Buffer) => {
      const found = /http:\/\/\S+/.exec(chunk.toString())?.[0]
      if (found) done(found)
    })
  })
  return { url, child }
}
async function kill(child: ChildProcess): Promise<void> {
  const over = new Promise((done) => child.once('exit', done))
  child.kill('SIGKILL')
  await over
}
/** Push service and group in one: silent as long as it is told to be. */
async function outside() {
  const heard: string[] = []
  const open: ServerResponse[] = []
  let silent = true
  const server = createServer((request, reply) => {
    request.resume()
    heard.push(request.url ?? '')
    if (silent) open.push(reply)
    else reply.end('{"errcode":0}')
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  ends.push(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, heard, answer: () => (silent = false) }
}

it('[TOLD18] what was to be told when the server was killed is told when it is back, and then no more', async () => {
  addPeople()
  const receiver = await outside()
  const tokens = new Map<string, string>()
  let { url, child } = await start()
  const ask = async (who: string, path: string, body: unknown): Promise<Response> => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${tokens.get(who) ?? ''}` }
    return fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  }
  for (const account of ['supervisor', 'cleaner', 'admin']) {
    const answer = await ask(account, '/api/session', { account, password: 'xunji-office' })
    tokens.set(account, ((await answer.json()) as { token: string }).token)
  }
  const { x = '', y = '' } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).publicKey.export({ format: 'jwk' })
  const point = Buffer.concat([Buffer.from([4]), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')])
  const keys = { p256dh: point.toString('base64url'), auth: randomBytes(16).toString('base64url') }
  expect((await ask('cleaner', '/api/push', { endpoint: `${receiver.url}/push`, keys })).status).toBe(204)
  const robot = { area: STREET, type: 'wecom', name: 'x', url: `${receiver.url}/robot` }
  expect((await ask('admin', '/api/admin/robots', robot)).status).toBe(201)
  async function dispatch(): Promise<void> {
    const at = Date.now()
    const { year, quarter } = quarterOf(at)
    const [create, move] = [newEventId(at), newEventId(at + 1)]
    const act = { by: 'p-supervisor', role: 'supervisor', at }
    const task = { title: 'x', category: 'other', source: 'inspection', severity: 'low', assignee: 'p-cleaner' }
    const set = { ...task, dueAt: at + 1 }
    const made = { type: 'create', kind: 'task', version: 1, area: STREET, ...act, set }
    const given = { type: 'move', record: recordOf(create), ...act, base: [create], move: 'dispatch', to: 'dispatched' }
    const room = encodeURIComponent(`${STREET}/tasks/${year}q${quarter}`)
    const events = [
      { id: create, event: made },
      { id: move, event: given },
    ]
    expect((await ask('supervisor', `/api/rooms/${room}/events`, { events })).status).toBe(200)
  }
  const count = (path: string) => receiver.heard.filter((one) => one === path).length

  await dispatch()
  await expect.poll(() => [count('/push'), count('/robot')], { timeout: 20_000 }).toEqual([1, 1])
  // The services have not answered, so they may have it or not; of the second task nobody has heard, maybe not the server.
  await dispatch()
  await kill(child)
  const [pushes, robots] = [count('/push'), count('/robot')]
  receiver.answer()
  ;({ url, child } = await start())
  await expect
    .poll(() => [count('/push') >= pushes + 2, count('/robot') > robots], { timeout: 20_000 })
    .toEqual([true, true])
  const left = (): number => {
    const db = new DatabaseSync(join(dataDir, 'told.sqlite'), { readOnly: true })
    const { n } = db.prepare('select count(*) as n from outbox').get() as { n: number }
    db.close()
    return n
  }
  await expect.poll(left, { timeout: 10_000 }).toBe(0)
  await kill(child)
})
