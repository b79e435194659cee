import { parentPort, workerData } from 'node:worker_threads'
import WebSocket from 'ws'
import { type EventId, newEventId, type PersonId, type RoomName } from '../../domain/ids.ts'
import { encodeItem } from '../../domain/room/grammar.ts'
import { joinItems } from '../../domain/room/join.ts'
import { decodeReceipts, encodeUpdate, MESSAGE, splitMessage } from '../../domain/room/protocol.ts'

export type IngestPhone = { readonly person: PersonId; readonly area: string; readonly room: RoomName }
export type IngestTask = {
  readonly url: string
  readonly phones: readonly IngestPhone[]
  /** Of each phone. */
  readonly events: number
  readonly window: number
}
export type IngestReport = { readonly perSecond: number; readonly p95: number }

async function connect({ person, area, room }: IngestPhone): Promise<{ writeAll(): Promise<void> }> {
  const answer = await fetch(`${task.url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account: person, password: 'bench' }),
  })
  const { token } = (await answer.json()) as { token: string }
  const address = `${task.url.replace('http', 'ws')}/sync/${encodeURIComponent(room)}?ext=1`
  const socket = new WebSocket(address, { headers: { authorization: `Bearer ${token}` } })
  const writer = 2 ** 40 + Math.floor(Math.random() * 2 ** 40)
  const messages = Array.from({ length: task.events }, (_, clock) => {
    const id = newEventId(Date.now())
    return {
      id,
      bytes: encodeUpdate(joinItems([{ writer, clock, bytes: encodeItem(id, visit(person, area, clock)) }])),
    }
  })
  await new Promise((open, failed) => socket.once('open', open).once('error', failed))
  return {
    writeAll: () =>
      new Promise((done, failed) => {
        const sentAt = new Map<EventId, number>()
        let next = 0
        let received = 0
        const send = (): void => {
          const message = messages[next++]
          if (!message) return
          sentAt.set(message.id, performance.now())
          socket.send(message.bytes)
        }
        socket.on('close', (code) => failed(new Error(`closed with ${code}`)))
        socket.on('message', (data: Buffer) => {
          const message = splitMessage(new Uint8Array(data))
          if (!message.ok || message.value.number !== MESSAGE.receipt) return
          const receipts = decodeReceipts(message.value.body)
          if (!receipts.ok) return failed(new Error(receipts.problem.detail))
          const at = performance.now()
          for (const { id } of receipts.value.receipts) {
            waits.push(at - (sentAt.get(id) as number))
            received++
            send()
          }
          if (received < messages.length) return
          socket.removeAllListeners('close')
          socket.close()
          done()
        })
        for (let i = 0; i < task.window; i++) send()
      }),
  }
}

const visit = (person: PersonId, area: string, n: number) => ({
  type: 'create' as const,
  kind: 'home_visit',
  version: 1,
  area,
  by: person,
  role: 'assistant',
  at: Date.now(),
  place: { lat: 36.81, lon: 118.05, acc: 12, fixAt: Date.now(), source: 'gps' as const },
  set: { householdId: newEventId(n), result: 'met', residentCount: 3, note: `家中有人 ${n}` },
})

const task = workerData as IngestTask
const waits: number[] = []
const phones = await Promise.all(task.phones.map(connect))
const from = performance.now()
await Promise.all(phones.map((phone) => phone.writeAll()))
const took = performance.now() - from
const sorted = waits.toSorted((a, b) => a - b)
parentPort?.postMessage({
  perSecond: (waits.length / took) * 1000,
  p95: sorted[Math.floor(sorted.length * 0.95)] as number,
} satisfies IngestReport)
