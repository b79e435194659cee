import { type Accessor, createSignal, getOwner, runWithOwner } from 'solid-js'
import type { DueItem, DueSource } from './due-item.ts'

/**
 * What the lines of work add to the day, beside what every role has (records whose next step is his, entries that are
 * due in their cycle). Loaded when somebody of the role opens the app.
 */
export const sources: readonly { readonly roles: readonly string[]; readonly source: DueSource }[] = [
  {
    roles: ['village_staff', 'town_inspector'],
    source: later(() => import('../stages/looks.ts').then((it) => it.looksAt('latrine'))),
  },
  { roles: ['officer'], source: later(() => import('../doors/spot-checks.ts').then((it) => it.spotChecks)) },
  {
    roles: ['district_reviewer'],
    source: later(() => import('../stages/looks.ts').then((it) => it.looksAt('toilet_project'))),
  },
  { roles: ['toilet_keeper'], source: later(() => import('../toilet/rounds.ts').then((it) => it.rounds)) },
]

/** A source whose code comes when it is needed: the first load carries nobody else's day. */
function later(load: () => Promise<DueSource>): DueSource {
  return (phone, now) => {
    const owner = getOwner()
    const [items, setItems] = createSignal<Accessor<readonly DueItem[]>>(() => [])
    load().then(
      (source) => runWithOwner(owner, () => setItems(() => source(phone, now))),
      // The day without a part of it would look done: the screen says that it could not be opened.
      (error: unknown) =>
        setItems(() => () => {
          throw error
        }),
    )
    return () => items()()
  }
}
