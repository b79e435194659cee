import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import type { Grant } from '../../domain/access.ts'
import { quarterOf } from '../../domain/clock.ts'
import { asRoom, type RoomName } from '../../domain/ids.ts'
import { openPeople } from '../../sync-server/people/people.ts'

const SECRET = 'the tests have no secrets'
export const PASSWORD = 'not a real password'
const AREA = '370303005003'

export type Process = { readonly url: string; readonly child: ChildProcess; readonly over: Promise<number | null> }

/** Accounts in a fresh folder, as an administrator makes them. */
export function addAssistants(dataDir: string, names: readonly string[]): void {
  const people = openPeople({ path: join(dataDir, 'people.sqlite'), now: Date.now, secret: SECRET, limits: false })
  const grants: readonly Omit<Grant, 'person'>[] = [{ role: 'assistant', area: AREA, from: 0 }]
  for (const name of names) people.add({ id: name, name, account: name, password: PASSWORD }, grants)
  people.close()
}

/** Of the present quarter. */
export function presentRoom(): RoomName {
  const { year, quarter } = quarterOf(Date.now())
  return asRoom(`${AREA}/police/${year}q${quarter}`)
}

/** The server in a process of its own, without rate limits. `shell` goes before it (`ulimit …`). */
export async function startProcess(dataDir: string, shell = ''): Promise<Process> {
  const child = spawn('bash', ['-c', `${shell} exec "$0" sync-server/main.ts`, process.execPath], {
    env: {
      ...process.env,
      XUNJI_SECRET: SECRET,
      DEMO: '1',
      DEMO_MOVER: 'off',
      LIMITS: 'off',
      PORT: '0',
      DATA_DIR: dataDir,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const over = new Promise<number | null>((done) => child.once('exit', done))
  const url = await new Promise<string>((done, failed) => {
    void over.then((code) => failed(new Error(`the server ended with ${code}`)))
    child.stdout.on('data', (chunk: Buffer) => {
      const found = /http:\/\/\S+/.exec(chunk.toString())?.[0]
      if (found) done(found)
    })
  })
  return { url, child, over }
}

export async function signIn(url: string, account: string): Promise<string> {
  const answer = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account, password: PASSWORD }),
  })
  return ((await answer.json()) as { token: string }).token
}
