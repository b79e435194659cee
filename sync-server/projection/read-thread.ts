import { DatabaseSync } from 'node:sqlite'
import { parentPort, workerData } from 'node:worker_threads'
import { openGrantsReader } from '../people/grants-reader.ts'
import { openSqliteLogReader } from '../storage/log-reader.ts'
import { createReads, type Reads } from './reads.ts'

/** The readers' thread: a slow question of the desk keeps neither the sockets nor the projector waiting. */

export type ReadRequest = { readonly id: number; readonly read: keyof Reads; readonly args: readonly unknown[] }
export type ReadReply =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: string }

const port = parentPort
if (!port) throw new Error('read-thread.ts runs in a worker thread')
const { logPath, path, peoplePath } = workerData as { logPath: string; path: string; peoplePath: string }
const db = new DatabaseSync(path, { readOnly: true })
db.exec('pragma busy_timeout=5000;')
const log = openSqliteLogReader(logPath)
const people = openGrantsReader(peoplePath)
const reads = createReads(db, log, people)

port.on('message', (request: ReadRequest | 'stop') => {
  if (request === 'stop') {
    db.close()
    log.close()
    people.close()
    port.close()
    return
  }
  const { id, read, args } = request
  try {
    const ask = reads[read] as (...args: readonly unknown[]) => unknown
    port.postMessage({ id, value: ask(...args) } satisfies ReadReply)
  } catch (error) {
    port.postMessage({ id, error: String(error) } satisfies ReadReply)
  }
})
