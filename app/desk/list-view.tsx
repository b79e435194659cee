import { createEffect, type JSX, Show } from 'solid-js'
import type { MeAnswer, RecordRow } from '../../domain/api.ts'
import { t } from '../words/words.ts'
import type { AddressBar } from './address.ts'
import { useKeys } from './keys.ts'
import type { Live } from './live.ts'
import type { Pages } from './pages.ts'
import { openRecord } from './record/open-record.ts'
import { RecordPanel } from './record/record-panel.tsx'
import { RecordTable } from './record-table.tsx'

type Props = {
  readonly me: MeAnswer
  readonly bar: AddressBar
  readonly live: Live
  readonly pages: Pages
  readonly third: 'state' | 'why'
  readonly why: (row: RecordRow) => string
  /** A line under the last row. */
  readonly note?: string
  readonly filtered: boolean
  readonly onClear: () => void
  /** After a step was written: go on to the next row. */
  readonly goesOn: boolean
}

/** A list and, beside it, what is open of it. */
export function ListView(props: Props): JSX.Element {
  const at = () => props.bar.at()
  const chosen = () => (at().room && at().record ? { room: at().room, record: at().record } : undefined)
  const open = openRecord(chosen, props.live)
  const choose = (row: RecordRow | undefined, how: 'step' | 'replace' = 'replace') =>
    props.bar.go(row ? { room: row.room, record: row.id } : { room: '', record: '', full: '' }, how)

  const place = () => props.pages.rows.findIndex((row) => row.id === at().record)
  function step(by: 1 | -1): void {
    const rows = props.pages.rows
    const next = place() === -1 ? 0 : Math.min(Math.max(place() + by, 0), rows.length - 1)
    choose(rows[next])
  }
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    Enter: () => (place() === -1 ? step(1) : props.bar.go({ full: '1' }, 'step')),
    Escape: () => (at().full ? props.bar.go({ full: '' }) : choose(undefined)),
  })
  createEffect(() => {
    const id = at().record
    if (id) document.querySelector(`tr[data-record="${CSS.escape(id)}"]`)?.scrollIntoView({ block: 'nearest' })
  })
  /** The row after the one that leaves this list. */
  function done(): void {
    if (!props.goesOn) return
    const index = place()
    choose(props.pages.rows[index + 1] ?? props.pages.rows[index - 1])
  }

  return (
    <div class="split" classList={{ open: chosen() !== undefined, full: at().full !== '' && chosen() !== undefined }}>
      <RecordTable
        pages={props.pages}
        lit={props.live.lit()}
        selected={at().record}
        onOpen={(row) => choose(row, 'step')}
        third={props.third}
        why={props.why}
        note={props.note ?? ''}
        filtered={props.filtered}
        onClear={props.onClear}
      />
      <Show when={open.answer()}>
        {(answer) => (
          <RecordPanel
            me={props.me}
            open={open}
            answer={answer()}
            full={at().full !== ''}
            onFull={() => props.bar.go({ full: at().full ? '' : '1' }, 'step')}
            onClose={() => choose(undefined)}
            onDone={done}
          />
        )}
      </Show>
      <Show when={open.state() === 'failed'}>
        <section class="drawer">
          <div class="blank" role="alert">
            <p>{t('notFetched')}</p>
            <button type="button" class="btn" onClick={open.refresh}>
              {t('tryAgain')}
            </button>
          </div>
        </section>
      </Show>
    </div>
  )
}
