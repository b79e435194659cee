import type { MoverAnswer, RecordPage, RecordRow, SessionAnswer } from '../../domain/api.ts'

/** The frames of the demo page, each with a session and a store of its own. */
export type FrameName = 'a' | 'b' | 'desk'
export const ACCOUNTS: { readonly [F in FrameName]: { readonly account: string; readonly role: string } } = {
  a: { account: 'police1', role: 'assistant' },
  b: { account: 'police2', role: 'assistant' },
  desk: { account: 'officer1', role: 'officer' },
}
const PASSWORD = 'xunji-demo'
/** The door of the tour. */
const DOOR = '104号楼 1单元 301'

const ask = (frame: FrameName, path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(path, { ...init, headers: { 'content-type': 'application/json', 'x-xunji-frame': frame } })
const send = (frame: FrameName, path: string, body: unknown): Promise<Response> =>
  ask(frame, path, { method: 'POST', body: JSON.stringify(body) })

/** False where there is no demo district: then nobody is tried at its door. */
export const isThere = async (): Promise<boolean> => (await fetch('/api/demo/cards')).ok

/** Signs the frame in; its network is there again, whatever an earlier visit left. */
export async function signIn(frame: FrameName): Promise<SessionAnswer['person'] | undefined> {
  const answer = await send(frame, '/api/session', { account: ACCOUNTS[frame].account, password: PASSWORD })
  return answer.ok ? ((await answer.json()) as SessionAnswer).person : undefined
}

/** The switch: the server drops and refuses the session of this frame, or takes it again. */
export const setLink = async (frame: FrameName, open: boolean): Promise<boolean> =>
  (await send(frame, '/api/demo/link', { open })).ok

/** Whether the district's people go on by themselves; undefined if the server cannot be asked. */
export async function moverState(): Promise<boolean | undefined> {
  const answer = await fetch('/api/demo/mover')
  return answer.ok ? ((await answer.json()) as MoverAnswer).on : undefined
}
export async function setMover(on: boolean): Promise<boolean | undefined> {
  const answer = await send('desk', '/api/demo/mover', { on })
  return answer.ok ? ((await answer.json()) as MoverAnswer).on : undefined
}

async function find(
  frame: FrameName,
  query: string,
  fits: (row: RecordRow) => boolean,
): Promise<RecordRow | undefined> {
  const answer = await ask(frame, `/api/records?${query}`)
  return answer.ok ? ((await answer.json()) as RecordPage).rows.find(fits) : undefined
}
export const doorOfTour = (): Promise<RecordRow | undefined> =>
  find('desk', `kind=household&q=${encodeURIComponent(DOOR)}`, (row) => row.title.zh.includes(DOOR))
export const visitAtDesk = (id: string): Promise<RecordRow | undefined> =>
  find('desk', 'kind=home_visit', (row) => row.id === id)
