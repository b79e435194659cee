import '../../style/codes.css'
import { encodeQR } from 'qr'
import { createMemo, For, type JSX, Show } from 'solid-js'
import type { MeAnswer, RecordRow } from '../../../domain/api.ts'
import { addressOf } from '../../scan/code.ts'
import { t } from '../../words/words.ts'
import type { AddressBar } from '../address.ts'
import { createAllRows } from '../all-rows.ts'
import { FilterBar } from '../filter-bar.tsx'
import type { Live } from '../live.ts'
import { searchOf } from '../search.ts'
import { Top } from '../top.tsx'

/** Codes on one sheet: more would take a browser minutes, and nobody prints the whole district by accident. */
const MOST = 500

/** Sheets of the codes of facilities, for the doors: what the filters find, as it goes to paper. */
export function CodesView(props: { me: MeAnswer; bar: AddressBar; live: Live }): JSX.Element {
  const search = () => searchOf({ ...props.bar.at(), kind: 'asset', state: '', card: '', days: '' }, Date.now())
  const rows = createAllRows(search, props.live, ['asset'], ({ state }) => state !== 'retired')
  const few = () => rows.rows.length <= MOST
  return (
    <>
      <Top title={t('codes')} sub={few() ? t('codesOf', { n: rows.rows.length }) : ''} live={props.live}>
        <button
          type="button"
          class="btn main"
          data-testid="codes-print"
          disabled={!few() || rows.rows.length === 0}
          onClick={() => print()}
        >
          <i class="i i-printer" aria-hidden="true" />
          {t('codesPrint')}
        </button>
      </Top>
      <FilterBar me={props.me} bar={props.bar} show={['area', 'q']} />
      <section class="codes" data-testid="codes" aria-label={t('codes')} tabindex={0}>
        <Show when={few()} fallback={<p role="status">{t('codesMany', { n: rows.rows.length })}</p>}>
          <p class="sub">{rows.rows.length > 0 || rows.state() === 'loading' ? t('codesNote') : t('codesNone')}</p>
          <ul>
            <For each={rows.rows}>{(row) => <Code row={row} />}</For>
          </ul>
        </Show>
      </section>
    </>
  )
}

function Code(props: { row: RecordRow }): JSX.Element {
  const name = () => String(props.row.fields['name'] ?? '')
  const code = () => String(props.row.fields['assetCode'] ?? '')
  const grid = createMemo(() => encodeQR(addressOf(location.origin, props.row.id), 'raw', { ecc: 'quartile' }))
  /** Each dark square of the code as a square of the drawing. */
  const path = () =>
    grid()
      .flatMap((line, y) => line.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])))
      .join('')
  return (
    <li data-testid="code" data-record={props.row.id}>
      <p class="name">{name()}</p>
      <svg
        viewBox={`0 0 ${grid().length} ${grid().length}`}
        shape-rendering="crispEdges"
        role="img"
        aria-label={code()}
      >
        <path d={path()} fill="#000" />
      </svg>
      <p class="code">{code()}</p>
    </li>
  )
}
