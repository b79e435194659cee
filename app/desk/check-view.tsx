import { createMemo, For, type JSX, Match, Switch } from 'solid-js'
import type { MeAnswer, RecordRow } from '../../domain/api.ts'
import { t } from '../words/words.ts'
import type { AddressBar } from './address.ts'
import { dueWords } from './card.tsx'
import { checkStates, isForChecker } from './checking.ts'
import { FilterBar } from './filter-bar.tsx'
import type { HeldQueue } from './held.ts'
import { HeldList } from './held-list.tsx'
import { ListView } from './list-view.tsx'
import type { Live } from './live.ts'
import { createPages } from './pages.ts'
import { Top } from './top.tsx'

/** Why a record wants a look; empty if place, time and content agree. */
function whyLook(row: RecordRow): string {
  const reasons: string[] = []
  if (row.card !== 'none' && row.dueAt) reasons.push(dueWords(row.dueAt))
  if (row.conflicts.length > 0) reasons.push(t('inConflict'))
  if (row.held > 0) reasons.push(t('hasHeld'))
  if (row.problems > 0) reasons.push(t('problemsN', { n: row.problems }))
  if (row.photosArrived < row.photosExpected) {
    reasons.push(t('photosArrived', { n: row.photosArrived, of: row.photosExpected }))
  }
  return reasons.join(' · ')
}

const FILTERS = ['kind', 'area', 'days', 'q'] as const

/** What waits for a second pair of eyes: never the checker's own records. Held events are decided here as well. */
export function CheckView(props: { me: MeAnswer; bar: AddressBar; live: Live; held: HeldQueue }): JSX.Element {
  const at = () => props.bar.at()
  const roles = createMemo(() => [...new Set(props.me.grants.map((grant) => grant.role))])
  const search = () => {
    const states = checkStates(roles(), at().kind)
    if (at().only === 'held' || states.length === 0) return undefined
    const params = new URLSearchParams({ state: states.join(',') })
    for (const field of ['kind', 'area', 'q'] as const) if (at()[field]) params.set(field, at()[field])
    return params.toString()
  }
  const pages = createPages(search, props.live, (row) => isForChecker(row, roles(), props.me.person.id))
  const tabs = () => [
    { only: '', words: t('all'), n: pages.total() },
    { only: 'held', words: t('heldTab'), n: props.held.items().length },
  ]
  return (
    <>
      <Top title={t('check')} sub={t('waitsForYou', { n: pages.total().toLocaleString('en') })} live={props.live}>
        <span class="sub">{t('checkKeys')}</span>
      </Top>
      <FilterBar me={props.me} bar={props.bar} show={at().only === 'held' ? [] : FILTERS}>
        <span class="seg">
          <For each={tabs()}>
            {(tab) => (
              <button
                type="button"
                data-testid={`check-${tab.only || 'all'}`}
                aria-pressed={at().only === tab.only}
                classList={{ on: at().only === tab.only }}
                onClick={() => props.bar.go({ only: tab.only, room: '', record: '' }, 'step')}
              >
                {tab.words} {tab.n.toLocaleString('en')}
              </button>
            )}
          </For>
        </span>
      </FilterBar>
      <Switch>
        <Match when={at().only === 'held'}>
          <HeldList bar={props.bar} held={props.held} />
        </Match>
        <Match when={true}>
          <ListView
            me={props.me}
            bar={props.bar}
            live={props.live}
            pages={pages}
            third="why"
            why={whyLook}
            filtered={FILTERS.some((field) => at()[field] !== '')}
            onClear={() => props.bar.go({ kind: '', area: '', days: '', q: '', room: '', record: '' })}
            goesOn
          />
        </Match>
      </Switch>
    </>
  )
}
