import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import type {
  AdminGrant,
  AdminPeopleAnswer,
  ApiProblem,
  AreasAnswer,
  AuditAnswer,
  MeAnswer,
  SwitchesAnswer,
  WriteAnswer,
} from '../../domain/api.ts'
import { newEventId, recordOf } from '../../domain/ids.ts'
import { demoServer, forget, type TestServer, tokenOf } from '../support/server.ts'

const KEYUAN = '370303005'
const PANYUAN = '370303005003'

describe('administration', () => {
  let server: TestServer
  let admin: string
  let room: string
  const until = Date.now() + 1000 * 60 * 60
  beforeAll(async () => {
    server = await demoServer()
    admin = await tokenOf(server, 'admin')
    const me = (await (await ask('/api/me', undefined, await tokenOf(server, 'police1'))).json()) as MeAnswer
    room = me.rooms.find((one) => /police\/\d+q\d$/.test(one.name))?.name ?? ''
  })
  afterAll(async () => {
    await server.close()
    forget(server.dataDir)
  })
  const ask = (path: string, body?: unknown, bearer = admin): Promise<Response> =>
    fetch(`${server.url}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        authorization: `Bearer ${bearer}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  const codeOf = async (path: string, body: unknown, bearer = admin): Promise<string> => {
    const answer = await ask(path, body, bearer)
    return answer.ok ? `${answer.status}` : `${answer.status} ${((await answer.json()) as ApiProblem).code}`
  }
  const signIn = (account: string, password: string): Promise<Response> =>
    fetch(`${server.url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ account, password }),
    })
  /** A new person with an account, signed in. */
  async function enrol(account: string, grants: readonly { role: string; area: string }[]) {
    const made = (await (await ask('/api/admin/people', { name: account, account, grants })).json()) as {
      id: string
      password: string
    }
    const { token } = (await (await signIn(account, made.password)).json()) as { token: string }
    return { ...made, token }
  }
  /** The close code of a socket; resolves `open` with it once the server let it in. */
  async function openSocket(bearer: string): Promise<{ readonly closed: Promise<number> }> {
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/sync/${encodeURIComponent(room)}`, {
      headers: { authorization: `Bearer ${bearer}` },
    })
    const closed = new Promise<number>((done) => socket.on('close', done))
    await new Promise((done) => socket.once('message', done))
    return { closed }
  }
  const grantsOf = async (account: string): Promise<readonly AdminGrant[]> => {
    const page = (await (await ask(`/api/admin/people?q=${account}`)).json()) as AdminPeopleAnswer
    return page.people.find((person) => person.account === account)?.grants ?? []
  }
  const remark = (by: string, at: number) => ({
    type: 'remark',
    record: recordOf(newEventId(at)),
    by,
    role: 'assistant',
    at,
    text: 'written in time',
  })

  it('[AUTH8] a new person signs in with the password that was told once, and has the rooms of his grant', async () => {
    const made = await enrol('newcomer', [{ role: 'assistant', area: PANYUAN }])
    expect(made.password).toMatch(/^[a-z0-9]{5}-[a-z0-9]{5}-[a-z0-9]{5}$/)
    const me = (await (await ask('/api/me', undefined, made.token)).json()) as MeAnswer
    expect(me.rooms.map((one) => one.name)).toContain(room)
    expect(await codeOf('/api/admin/people', { name: 'Other', account: 'newcomer', grants: [] })).toBe(
      '409 accountTaken',
    )
  })
  it('[AUTH9] when a grant ends, its sockets close at once; work written before arrives and is held, reading is over', async () => {
    const leaver = await enrol('leaver', [{ role: 'assistant', area: PANYUAN }])
    const written = Date.now()
    const socket = await openSocket(leaver.token)
    const [grant] = await grantsOf('leaver')
    expect(await codeOf(`/api/admin/grants/${grant?.id}/end`, { reason: 'moved' })).toBe('204')
    expect(await socket.closed).toBe(4403)
    const path = `/api/rooms/${encodeURIComponent(room)}`
    expect((await ask(`${path}/snapshot`, undefined, leaver.token)).status).toBe(404)
    const late = await ask(`${path}/events`, { events: [{ event: remark(leaver.id, written) }] }, leaver.token)
    expect(((await late.json()) as WriteAnswer).receipts[0]?.held).toBe('areaNotGranted')
    const after = await ask(`${path}/events`, { events: [{ event: remark(leaver.id, Date.now()) }] }, leaver.token)
    expect(((await after.json()) as WriteAnswer).receipts[0]?.held).toBe('roleNotHeld')
    expect(await codeOf(`/api/admin/grants/${grant?.id}/end`, { reason: 'again' })).toBe('409 grantEnded')
  })
  it('[AUTH10] a disabled account is out at once, everywhere, and stays out until it is enabled', async () => {
    const person = await enrol('paused', [{ role: 'assistant', area: PANYUAN }])
    const socket = await openSocket(person.token)
    expect(await codeOf(`/api/admin/people/${person.id}`, { disabled: true })).toBe('204')
    expect(await socket.closed).toBe(4401)
    expect((await ask('/api/me', undefined, person.token)).status).toBe(401)
    expect((await signIn('paused', person.password)).status).toBe(401)
    await ask(`/api/admin/people/${person.id}`, { disabled: false })
    expect((await signIn('paused', person.password)).status).toBe(200)
    const reset = (await (await ask(`/api/admin/people/${person.id}/password`, {})).json()) as { password: string }
    expect((await signIn('paused', person.password)).status).toBe(401)
    const again = (await (await signIn('paused', reset.password)).json()) as { token: string }
    await ask(`/api/admin/people/${person.id}/sign-out`, {})
    expect((await ask('/api/me', undefined, again.token)).status).toBe(401)
  })
  it('[AUTH11] an administrator reaches what lies in his areas, never himself, and nobody else reaches anything', async () => {
    const street = await enrol('streetadmin', [{ role: 'admin', area: KEYUAN }])
    const inStreet = { name: 'In', grants: [{ role: 'cleaner', area: KEYUAN }] }
    expect(await codeOf('/api/admin/people', inStreet, street.token)).toBe('201')
    const inDistrict = { name: 'Out', grants: [{ role: 'cleaner', area: '370303006' }] }
    expect(await codeOf('/api/admin/people', inDistrict, street.token)).toBe('403 outOfScope')
    expect(await codeOf('/api/admin/people', { name: 'None', grants: [] }, street.token)).toBe('403 outOfScope')
    const up = { person: street.id, role: 'admin', area: '370303' }
    expect(await codeOf('/api/admin/grants', up, street.token)).toBe('403 yourself')
    expect(await codeOf('/api/admin/grants', { ...up, person: 'p-police1' }, street.token)).toBe('403 outOfScope')
    expect(await codeOf('/api/admin/people/p-admin/password', {}, street.token)).toBe('404 noSuchPerson')
    expect(await codeOf('/api/admin/people/p-district1', { disabled: true }, street.token)).toBe('404 noSuchPerson')
    expect(await codeOf(`/api/admin/people/${street.id}/password`, {}, street.token)).toBe('403 yourself')
    const [districts] = await grantsOf('district1')
    expect(await codeOf(`/api/admin/grants/${districts?.id}/end`, { reason: 'x' }, street.token)).toBe(
      '404 noSuchGrant',
    )
    const seen = (await (await ask('/api/admin/people', undefined, street.token)).json()) as AdminPeopleAnswer
    expect(seen.people.flatMap((person) => person.grants).every((one) => one.area.startsWith(KEYUAN))).toBe(true)
    for (const account of ['police1', 'supervisor1', 'district1', 'auditor1']) {
      const token = await tokenOf(server, account)
      expect(await codeOf('/api/admin/people', inStreet, token), account).toBe('403 notAdmin')
    }
  })
  it('[AUTH12] what does not fit is refused with a sentence that names the part', async () => {
    const answer = await ask('/api/admin/people', { name: 'X', account: 'Not Allowed', grants: [] })
    const problem = (await answer.json()) as ApiProblem
    expect([answer.status, problem.code]).toEqual([400, 'badRequest'])
    expect(problem.detail).toMatch(/account/)
    expect(await codeOf('/api/admin/people', { name: 'X', password: 'short', grants: [] })).toBe('400 badRequest')
    expect(await codeOf('/api/admin/people', { grants: [] })).toBe('400 badRequest')
    const grant = { person: 'p-police1', role: 'assistant', area: PANYUAN }
    expect(await codeOf('/api/admin/grants', { ...grant, role: 'system' })).toBe('422 unknownRole')
    expect(await codeOf('/api/admin/grants', { ...grant, area: '370303005999' })).toBe('422 unknownArea')
    expect(await codeOf('/api/admin/grants', { ...grant, person: 'p-nobody' })).toBe('404 noSuchPerson')
  })
  it('[AUTH13] [SWITCH4] a switch is turned on only with its ground; an area hangs under another', async () => {
    const on = { id: 'clock_in', book: 'worker', area: '370303', on: true }
    expect(await codeOf('/api/admin/switches', { ...on, ground: '  ' })).toBe('422 groundMissing')
    expect(await codeOf('/api/admin/switches', { ...on, ground: '合同约定' })).toBe('204')
    expect(await codeOf('/api/admin/switches', { ...on, id: 'spy', ground: 'x' })).toBe('422 unknownSwitch')
    const switches = async () => (await (await ask('/api/switches')).json()) as SwitchesAnswer
    expect((await switches()).switches).toContainEqual(expect.objectContaining({ ...on, ground: '合同约定' }))
    // Nothing of the product ranks or watches anybody: there is nothing to turn on.
    for (const none of [{ id: 'ranking' }, { id: 'idle_notice' }, { id: 'clock_in', book: 'police' }])
      expect(await codeOf('/api/admin/switches', { ...on, ...none, ground: 'x' })).toBe('422 switchWithoutEffect')
    // Who said what, when, on which ground, is kept.
    expect(await codeOf('/api/admin/switches', { ...on, role: 'driver', on: false, ground: '' })).toBe('204')
    expect(await codeOf('/api/admin/switches', { ...on, on: false, ground: '' })).toBe('204')
    const { words } = await switches()
    expect(words.slice(0, 3).map((word) => [word.by, word.on, word.role, word.ground])).toEqual([
      ['p-admin', false, undefined, undefined],
      ['p-admin', false, 'driver', undefined],
      ['p-admin', true, undefined, '合同约定'],
    ])
    expect((await switches()).switches.find((one) => one.id === on.id && !one.role)?.on).toBe(false)
    const area = { code: '370303D99', name: '示例部门', level: 'department' }
    expect(await codeOf('/api/admin/areas', area)).toBe('204')
    expect(await codeOf('/api/admin/areas', { ...area, code: '999999D99' })).toBe('422 areaParent')
    const { areas } = (await (await ask('/api/areas')).json()) as AreasAnswer
    expect(areas).toContainEqual(area)
    expect(areas.filter((one) => one.level === 'village').length).toBe(304)
  })
  it('[AUTH14] each act is in the audit log, which tells when one was tampered with', async () => {
    const auditor = await tokenOf(server, 'auditor1')
    const person = { name: 'Audited', grants: [{ role: 'cleaner', area: KEYUAN, to: until }] }
    const { id } = (await (await ask('/api/admin/people', person)).json()) as { id: string }
    const { rows } = (await (await ask('/api/admin/audit', undefined, auditor)).json()) as AuditAnswer
    expect(rows[0]).toMatchObject({ by: 'p-admin', act: 'addPerson', subject: id, area: KEYUAN })
    expect(JSON.stringify(rows)).not.toMatch(/password":"/)
    const supervisor = await tokenOf(server, 'supervisor1')
    expect((await ask('/api/admin/audit', undefined, supervisor)).status).toBe(403)
    expect(server.people.auditBroken()).toBeUndefined()
    const file = new DatabaseSync(join(server.dataDir, 'people.sqlite'))
    file.exec("update audit set by = 'p-police1' where seq = 2")
    file.close()
    expect(server.people.auditBroken()).toBe(2)
  })
})
