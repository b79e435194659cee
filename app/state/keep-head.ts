import { createEffect, on, onCleanup } from 'solid-js'
import type { Head } from '../store/rows.ts'
import type { Phone } from './phone.ts'

/** The day has been still for so long (ms): nobody waits for this. */
const STILL_MS = 1500

/** Keeps what the first screen shows for the next start, some time after it has changed. */
export function keepHead(phone: Phone, head: () => Head | undefined): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let alive = true
  const keep = async (): Promise<void> => {
    const mark = await phone.headMark()
    const made = alive ? head() : undefined
    // A full phone starts more slowly, and loses nothing.
    if (made) await phone.saveHead(made, mark).catch(() => undefined)
  }
  createEffect(
    on(
      () =>
        head()
          ?.lines.map((line) => line.key)
          .join() ?? '',
      () => {
        clearTimeout(timer)
        timer = setTimeout(() => void keep(), STILL_MS)
      },
    ),
  )
  onCleanup(() => {
    alive = false
    clearTimeout(timer)
  })
}
