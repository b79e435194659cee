import type { Schedule } from './schedule.ts'

/** A simulated TCP connection: each way in order, with delays; a cut loses what is under way and is noticed late. */
export interface Connection {
  toServer(bytes: Uint8Array): void
  toPhone(bytes: Uint8Array): void
  /** The server says goodbye: the phone hears it after everything that was sent before. */
  closeFromServer(code: number, reason: string): void
  closeFromPhone(): void
  cut(): void
  /** Bytes that the phone has not taken yet. */
  unread(): number
}

export function connection(
  schedule: Schedule,
  random: () => number,
  ends: {
    readonly serverHears: (bytes: Uint8Array) => void
    readonly phoneHears: (bytes: Uint8Array) => void
    readonly serverLeft: () => void
    readonly phoneClosed: (code: number, reason: string) => void
  },
): Connection {
  let alive = true
  let up = 0
  let down = 0
  let unread = 0
  /** When the next message of a direction arrives: never before the one before it. */
  const due = (last: number): number => Math.max(last, schedule.now() + 5 + random() * 150)
  const at = (time: number, run: () => void): void => schedule.after(time - schedule.now(), run)

  return {
    toServer(bytes) {
      if (!alive) return
      up = due(up)
      at(up, () => alive && ends.serverHears(bytes))
    },
    toPhone(bytes) {
      if (!alive) return
      down = due(down)
      unread += bytes.length
      at(down, () => {
        unread -= bytes.length
        if (alive) ends.phoneHears(bytes)
      })
    },
    closeFromServer(code, reason) {
      if (!alive) return
      down = due(down)
      at(down, () => {
        if (!alive) return
        alive = false
        ends.phoneClosed(code, reason)
      })
    },
    closeFromPhone() {
      if (!alive) return
      alive = false
      at(due(up), ends.serverLeft)
    },
    cut() {
      if (!alive) return
      alive = false
      schedule.after(random() * 5000, () => ends.phoneClosed(1006, ''))
      schedule.after(random() * 50_000, ends.serverLeft)
    },
    unread: () => unread,
  }
}
