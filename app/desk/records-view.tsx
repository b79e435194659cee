import type { JSX } from 'solid-js'
import type { MeAnswer } from '../../domain/api.ts'
import { DAY, startOfDay } from '../../domain/clock.ts'
import { areaName } from '../state/areas.ts'
import { t } from '../words/words.ts'
import type { Address, AddressBar } from './address.ts'
import { FilterBar } from './filter-bar.tsx'
import { ListView } from './list-view.tsx'
import type { Live } from './live.ts'
import { createPages } from './pages.ts'
import { Top } from './top.tsx'

const FILTERS = ['kind', 'state', 'area', 'days', 'card', 'q'] as const

/** The question to the server that the filters ask. `days` = today and the days before it. */
export function searchOf(at: Address, now: number): string {
  const params = new URLSearchParams()
  for (const field of ['kind', 'state', 'area', 'card', 'q'] as const) if (at[field]) params.set(field, at[field])
  const days = Number(at.days)
  if (days > 0) params.set('from', String(startOfDay(now) - (days - 1) * DAY))
  return params.toString()
}

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
      />
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
