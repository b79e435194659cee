import { createMemo, createSignal, For, type JSX, Match, Show, Switch } from 'solid-js'
import type { MeAnswer, RecordRow } from '../../domain/api.ts'
import { spotSample } from '../../domain/spot-check.ts'
import { t } from '../words/words.ts'
import type { AddressBar } from './address.ts'
import { createAllRows } from './all-rows.ts'
import { checkStates, hasDoubt, isForChecker } from './checking.ts'
import { FilterBar } from './filter-bar.tsx'
import type { HeldQueue } from './held.ts'
import { HeldList } from './held-list.tsx'
import { ListView } from './list-view.tsx'
import type { Live } from './live.ts'
import type { Pages } from './pages.ts'
import { searchOf } from './search.ts'
import { Top } from './top.tsx'
import { verifyAll } from './verify-all.ts'
import { whyLook } from './why-look.ts'

const FILTERS = ['kind', 'area', 'days', 'q'] as const

/** What waits for a second pair of eyes: never the checker's own records. Held events are decided here as well. */
export function CheckView(props: { me: MeAnswer; bar: AddressBar; live: Live; held: HeldQueue }): JSX.Element {
  const [done, setDone] = createSignal<{ readonly n: number; readonly of: number }>()
  const [stopped, setStopped] = createSignal('')
  const at = () => props.bar.at()
  const roles = createMemo(() => [...new Set(props.me.grants.map((grant) => grant.role))])
  const search = () => {
    const states = checkStates(roles(), at().kind)
    return states.length === 0 ? undefined : searchOf({ ...at(), state: states.join(','), card: '' }, Date.now())
  }
  const mine = (row: RecordRow) => isForChecker(row, roles(), props.me.person.id)
  const all = createAllRows(search, props.live, [], mine)
  const doubtful = createMemo(() => all.rows.filter(hasDoubt))
  const plain = createMemo(() => all.rows.filter((row) => !hasDoubt(row)))
  /** The same visits that the officer's phone is given. */
  const sampled = createMemo(() =>
    spotSample(
      all.rows.filter((row) => row.kind === 'home_visit'),
      props.me.person.id,
    ),
  )
  const sample: Pages = {
    ...all,
    get rows() {
      return sampled()
    },
    total: () => sampled().length,
  }
  const look: Pages = {
    ...all,
    get rows() {
      return doubtful()
    },
    total: () => doubtful().length,
  }
  const tabs = () => [
    { only: '', words: t('lookTab'), n: doubtful().length },
    { only: 'sample', words: t('sampleTab'), n: sampled().length },
    { only: 'all', words: t('all'), n: all.rows.length },
    { only: 'held', words: t('heldTab'), n: props.held.items().length },
  ]
  async function verifyPlain(): Promise<void> {
    const rows = plain()
    setDone({ n: 0, of: rows.length })
    setStopped('')
    const problem = await verifyAll(props.me, rows, (n) => setDone({ n, of: rows.length }))
    if (problem) setStopped(t('verifyStopped', { n: done()?.n ?? 0, why: t(problem) }))
    setDone(undefined)
    all.refresh()
  }
  return (
    <>
      <Top title={t('check')} sub={t('waitsForYou', { n: all.rows.length.toLocaleString('en') })} live={props.live}>
        <span class="sub">{t('checkKeys')}</span>
      </Top>
      <FilterBar
        me={props.me}
        bar={props.bar}
        show={at().only === 'held' ? [] : FILTERS}
        end={
          <Show when={at().only !== 'held' && plain().length > 0}>
            <button
              type="button"
              class="btn"
              data-testid="verify-plain"
              disabled={done() !== undefined}
              onClick={() => void verifyPlain()}
            >
              {done() ? t('verifying', done() ?? {}) : t('verifyPlain', { n: plain().length })}
            </button>
          </Show>
        }
      >
        <span class="seg">
          <For each={tabs()}>
            {(tab) => (
              <button
                type="button"
                data-testid={`check-${tab.only || 'look'}`}
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
      <Show when={stopped()}>
        <p class="msg bad stopped" role="alert">
          {stopped()}
        </p>
      </Show>
      <Switch>
        <Match when={at().only === 'held'}>
          <HeldList bar={props.bar} held={props.held} />
        </Match>
        <Match when={true}>
          <ListView
            me={props.me}
            bar={props.bar}
            live={props.live}
            pages={at().only === 'all' ? all : at().only === 'sample' ? sample : look}
            third="why"
            why={whyLook}
            note={at().only === '' && plain().length > 0 ? t('restAgrees', { n: plain().length }) : ''}
            filtered={FILTERS.some((field) => at()[field] !== '')}
            onClear={() => props.bar.go({ kind: '', area: '', days: '', q: '', room: '', record: '' })}
            goesOn
          />
        </Match>
      </Switch>
    </>
  )
}
