import type { DatabaseSync } from 'node:sqlite'

const SCHEMA = `
create table if not exists outbox (key text primary key, type text not null, target text not null, body text not null,
  tries integer not null, due integer not null) strict, without rowid;
create index if not exists outbox_due on outbox (type, due);
create table if not exists heard (one integer primary key check (one = 1), generation text not null, changed integer not null)
  strict;
create table if not exists spoken (target text not null, at integer not null) strict;
`
export type JobType = 'wake' | 'push' | 'robot'
/** Something that has to go out. `target`: whom it is for; `due`: not before (ms UTC). */
export type Job<T> = {
  readonly key: string
  readonly type: JobType
  readonly target: string
  readonly body: T
  readonly tries: number
  readonly due: number
}
/** How far the changes of the projection have been heard. */
export type Heard = { readonly generation: string; readonly changed: number }

/**
 * What has to go out, until it is out: on disk, so that a server that dies in between says it again when it is back.
 * Once is the rule, twice may happen, never is what must not.
 */
export interface Outbox {
  /** The same key again changes nothing. */
  put(job: Omit<Job<unknown>, 'tries'>): void
  due<T>(type: JobType, now: number, most: number): readonly Job<T>[]
  /** All of a sort, the earliest first. */
  all<T>(type: JobType): readonly Job<T>[]
  /** When the next of a sort is due; undefined if there is none. */
  next(type: JobType): number | undefined
  later(key: string, tries: number, due: number): void
  done(key: string): void
  /** Everything that `act` writes, or nothing of it. */
  together(act: () => void): void
  heard(): Heard | undefined
  setHeard(heard: Heard): void
  /** Remembers that `target` was written to, and says how often since `from`, the earliest first. */
  speak(target: string, at: number): void
  spoken(target: string, from: number): readonly number[]
}

export function openOutbox(db: DatabaseSync): Outbox {
  db.exec(SCHEMA)
  const q = {
    put: db.prepare('insert or ignore into outbox values (?, ?, ?, ?, 0, ?)'),
    due: db.prepare('select * from outbox where type = ? and due <= ? order by due, key limit ?'),
    all: db.prepare('select * from outbox where type = ? order by due, key'),
    next: db.prepare('select min(due) as due from outbox where type = ?'),
    later: db.prepare('update outbox set tries = ?, due = ? where key = ?'),
    done: db.prepare('delete from outbox where key = ?'),
    heard: db.prepare('select generation, changed from heard'),
    setHeard: db.prepare('insert or replace into heard values (1, ?, ?)'),
    speak: db.prepare('insert into spoken values (?, ?)'),
    forget: db.prepare('delete from spoken where target = ? and at <= ?'),
    spoken: db.prepare('select at from spoken where target = ? order by at'),
  }
  type Row = { key: string; type: JobType; target: string; body: string; tries: number; due: number }
  const toJobs = <T>(rows: unknown): readonly Job<T>[] =>
    (rows as readonly Row[]).map((row) => ({ ...row, body: JSON.parse(row.body) as T }))
  return {
    put: ({ key, type, target, body, due }) => void q.put.run(key, type, target, JSON.stringify(body), due),
    due: (type, now, most) => toJobs(q.due.all(type, now, most)),
    all: (type) => toJobs(q.all.all(type)),
    next: (type) => (q.next.get(type) as { due: number | null }).due ?? undefined,
    later: (key, tries, due) => void q.later.run(tries, due, key),
    done: (key) => void q.done.run(key),
    together(act) {
      db.exec('begin immediate')
      try {
        act()
        db.exec('commit')
      } catch (error) {
        db.exec('rollback')
        throw error
      }
    },
    heard: () => q.heard.get() as Heard | undefined,
    setHeard: ({ generation, changed }) => void q.setHeard.run(generation, changed),
    speak: (target, at) => void q.speak.run(target, at),
    spoken(target, from) {
      q.forget.run(target, from)
      return (q.spoken.all(target) as { at: number }[]).map(({ at }) => at)
    },
  }
}

/** At most this long at once: a timer of Node holds no more than 24 days, and clocks are set. */
const LONGEST = 60_000

/**
 * Does what is due, again after a start. `work` resolves with the wait until the next try (ms), or undefined when the
 * job is over; a job whose work throws stays and is tried again after `patience`.
 */
export function createRunner<T>(deps: {
  readonly outbox: Outbox
  readonly type: JobType
  readonly now: () => number
  readonly work: (job: Job<T>) => Promise<number | undefined>
  readonly atOnce?: number
  readonly patience?: number
}): { readonly plan: () => void; readonly close: () => void } {
  const { outbox, type, now, work, atOnce = 8, patience = 1000 } = deps
  const under = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let closed = false

  async function run(job: Job<T>): Promise<void> {
    under.add(job.key)
    let wait: number | undefined
    try {
      wait = await work(job)
    } catch {
      wait = patience
    }
    under.delete(job.key)
    if (closed) return
    if (wait === undefined) outbox.done(job.key)
    else outbox.later(job.key, job.tries + 1, now() + wait)
    plan()
  }
  function start(): void {
    if (closed) return
    const free = atOnce - under.size
    const jobs = free > 0 ? outbox.due<T>(type, now(), atOnce + under.size) : []
    for (const job of jobs.filter(({ key }) => !under.has(key)).slice(0, free)) void run(job)
    plan()
  }
  function plan(): void {
    clearTimeout(timer)
    // Whoever is under way plans anew when it is over.
    const next = closed || under.size >= atOnce ? undefined : outbox.next(type)
    if (next === undefined) return
    const busy = under.size > 0 && next <= now()
    if (!busy || outbox.due(type, now(), under.size + 1).some(({ key }) => !under.has(key)))
      timer = setTimeout(start, Math.min(LONGEST, Math.max(0, next - now()))).unref()
  }
  return {
    plan,
    close(): void {
      closed = true
      clearTimeout(timer)
    },
  }
}
