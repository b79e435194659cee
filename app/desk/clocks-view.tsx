import type { JSX } from 'solid-js'
import type { MeAnswer, RecordRow } from '../../domain/api.ts'
import { dueWords } from '../parts/card-mark.tsx'
import { t } from '../words/words.ts'
import type { AddressBar } from './address.ts'
import { FilterBar } from './filter-bar.tsx'
import { ListView } from './list-view.tsx'
import type { Live } from './live.ts'
import { createPages } from './pages.ts'
import { searchOf } from './search.ts'
import { Top } from './top.tsx'

const FILTERS = ['kind', 'state', 'area', 'card', 'q'] as const

/** Everything with a clock in one list, whatever its kind: what ends first stands first. */
export function ClocksView(props: { me: MeAnswer; bar: AddressBar; live: Live }): JSX.Element {
  const pages = createPages(() => `${searchOf(props.bar.at(), Date.now())}&order=due`, props.live)
  const why = (row: RecordRow): string => (row.dueAt === undefined ? '' : dueWords(row.dueAt))
  const clear = () => props.bar.go({ kind: '', state: '', area: '', card: '', q: '', room: '', record: '' })
  return (
    <>
      <Top title={t('clocks')} sub={t('clocksSub', { n: pages.total().toLocaleString('en') })} live={props.live} />
      <FilterBar me={props.me} bar={props.bar} show={FILTERS} />
      <ListView
        me={props.me}
        bar={props.bar}
        live={props.live}
        pages={pages}
        third="why"
        why={why}
        filtered={FILTERS.some((field) => props.bar.at()[field] !== '')}
        onClear={clear}
        goesOn={false}
      />
    </>
  )
}
