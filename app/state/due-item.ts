import type { Accessor } from 'solid-js'
import type { Card } from '../../domain/deadline.ts'
import type { RecordId } from '../../domain/ids.ts'
import type { LatLon } from '../../domain/record/geometry.ts'
import type { Phone } from './phone.ts'

/** One line of somebody's day: what, why it is there, until when, and the form that one tap opens. */
export type DueItem = {
  /** The same from one time to the next: its row keeps its place under the finger. */
  readonly key: string
  /** A place or a thing, never the name of a resident. */
  readonly title: string
  /** Why it is there, in one line. */
  readonly why: string
  /** ms UTC; without one it comes last. */
  readonly dueAt?: number
  readonly card: Card
  readonly place?: LatLon
  /** Opens the right form with what is known filled in: `/new/{kind}?subject={id}&{field}={value}`. */
  readonly href: string
  /** Somebody waits for it: another shape on the map than what is due by itself. */
  readonly order?: boolean
  /** The record that it is about, if there is one on this phone. */
  readonly record?: RecordId
}

/** What one line of work puts into the day. Called once, under the owner of the screen; offline like everything else. */
export type DueSource = (phone: Phone, now: Accessor<number>) => Accessor<readonly DueItem[]>
