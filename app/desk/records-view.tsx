import { type JSX, Show } from 'solid-js'
import type { MeAnswer } from '../../domain/api.ts'
import { figureOf } from '../../domain/figures/list.ts'
import { areaName } from '../state/areas.ts'
import { lang, t } from '../words/words.ts'
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
  const noFigure = { figure: '', part: '', period: '', category: '' } as const
  const clear = () =>
    props.bar.go({ kind: '', state: '', area: '', days: '', card: '', q: '', room: '', record: '', ...noFigure })
  const figure = () => (props.bar.at().part ? figureOf(props.bar.at().figure) : undefined)
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
      <FilterBar me={props.me} bar={props.bar} show={FILTERS}>
        <Show when={figure()}>
          {(shown) => (
            <button
              type="button"
              class="sel on"
              data-testid="figure-filter"
              onClick={() => props.bar.go({ ...noFigure, room: '', record: '' })}
            >
              {t('figureShown', {
                figure: shown()[lang()],
                part: t(props.bar.at().part === 'in' ? 'partIn' : 'partRest'),
              })}
              <i class="i s i-x" aria-hidden="true" />
            </button>
          )}
        </Show>
      </FilterBar>
      <ListView
        me={props.me}
        bar={props.bar}
        live={props.live}
        pages={pages}
        third="state"
        why={() => ''}
        filtered={figure() !== undefined || FILTERS.some((field) => props.bar.at()[field] !== '')}
        onClear={clear}
        goesOn={false}
      />
    </>
  )
}
