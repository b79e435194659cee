import { type JSX, Show } from 'solid-js'
import type { MeAnswer } from '../../domain/api.ts'
import { areaName } from '../state/areas.ts'
import { t } from '../words/words.ts'
import type { AddressBar } from './address.ts'
import { FilterBar } from './filter-bar.tsx'
import { ListView } from './list-view.tsx'
import type { Live } from './live.ts'
import { createPages } from './pages.ts'
import { searchOf } from './search.ts'
import { Top } from './top.tsx'

const FILTERS = ['kind', 'state', 'area', 'days', 'card', 'q'] as const

export function RecordsView(props: { me: MeAnswer; bar: AddressBar; live: Live }): JSX.Element {
  const pages = createPages(() => searchOf(props.bar.at(), Date.now()), props.live)
  const areas = () => [...new Set(props.me.grants.map((grant) => areaName(grant.area)))].join('、')
  const clear = () => props.bar.go({ kind: '', state: '', area: '', days: '', card: '', q: '', room: '', record: '' })
  return (
    <>
      <Top
        title={t('records')}
        sub={`${areas()} · ${t('total', { n: pages.total().toLocaleString('en') })}`}
        live={props.live}
      >
        <Show when={props.bar.at().kind === 'asset'}>
          <button
            type="button"
            class="btn"
            data-testid="codes-open"
            onClick={() => props.bar.go({ view: 'codes', room: '', record: '', full: '' }, 'step')}
          >
            <i class="i i-qr-code" aria-hidden="true" />
            {t('codes')}
          </button>
        </Show>
      </Top>
      <FilterBar me={props.me} bar={props.bar} show={FILTERS} />
      <ListView
        me={props.me}
        bar={props.bar}
        live={props.live}
        pages={pages}
        third="state"
        why={() => ''}
        filtered={FILTERS.some((field) => props.bar.at()[field] !== '')}
        onClear={clear}
        goesOn={false}
      />
    </>
  )
}
