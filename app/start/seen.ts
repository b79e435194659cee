import { createSignal } from 'solid-js'
import { ownKey } from '../frame.ts'

/** Who has seen or skipped the introduction on this phone. */
const keyOf = (person: string): string => ownKey(`xunji-intro-${person}`)
const [revision, setRevision] = createSignal(0)

export function introSeen(person: string): boolean {
  revision()
  return localStorage.getItem(keyOf(person)) !== null
}
export function markIntroSeen(person: string): void {
  localStorage.setItem(keyOf(person), '1')
  setRevision((n) => n + 1)
}
