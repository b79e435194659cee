import { createSignal, For, type JSX, Show } from 'solid-js'
import type { Kind } from '../../../domain/kinds/define.ts'
import { fieldOf, labelOf } from '../../../domain/kinds/registry.ts'
import { masked } from '../../../domain/record/mask.ts'
import type { GoodRow, RowFault } from '../../../domain/rural/roll.ts'
import { shownValue } from '../../parts/value.ts'
import { areaName } from '../../state/areas.ts'
import { lang, t } from '../../words/words.ts'
import { faultWords } from './words.ts'

const MOST_SHOWN = 100
const FIRST = 5

/** Each faulty cell with why; mended here, the figures follow at once. Names and numbers are masked until one is opened. */
export function FaultsPanel(props: {
  kind: Kind
  faults: readonly RowFault[]
  rows: number
  onEdit: (fault: RowFault, text: string) => void
}): JSX.Element {
  return (
    <Show when={props.faults.length > 0}>
      <section class="panel" data-testid="import-faults">
        <h2>{t('importFaults', { n: props.rows })}</h2>
        <p class="def">{t('importFaultsNote')}</p>
        <table class="grid">
          <thead>
            <tr>
              <th class="r">{t('importRowNo')}</th>
              <th>{t('importColumn')}</th>
              <th>{t('importText')}</th>
              <th>{t('importWhy')}</th>
              <th>{t('importInstead')}</th>
            </tr>
          </thead>
          <tbody>
            <For each={props.faults.slice(0, MOST_SHOWN)}>
              {(fault) => <FaultRow kind={props.kind} fault={fault} onEdit={(text) => props.onEdit(fault, text)} />}
            </For>
          </tbody>
        </table>
        <Show when={props.faults.length > MOST_SHOWN}>
          <p class="pad-s sub">{t('importMoreFaults', { n: props.faults.length - MOST_SHOWN })}</p>
        </Show>
      </section>
    </Show>
  )
}

function FaultRow(props: { kind: Kind; fault: RowFault; onEdit: (text: string) => void }): JSX.Element {
  const [text, setText] = createSignal(props.fault.suggestion ?? '')
  const [open, setOpen] = createSignal(false)
  const mask = () => fieldOf(props.kind, props.fault.field)?.mask
  const hidden = () => mask() !== undefined && props.fault.text !== '' && !open()
  return (
    <tr data-testid="import-fault" data-row={props.fault.row} data-field={props.fault.field}>
      <td class="r strong">{props.fault.row}</td>
      <td>{labelOf(fieldOf(props.kind, props.fault.field), lang())}</td>
      <td class="strong cut">
        {hidden() ? masked(mask(), props.fault.text) : props.fault.text}
        <Show when={hidden()}>
          <button type="button" class="btn plain" data-testid="import-show" onClick={() => setOpen(true)}>
            {t('importShow')}
          </button>
        </Show>
      </td>
      <td>{faultWords(props.fault)}</td>
      <td>
        <div class="mend">
          <input
            class="input"
            aria-label={t('importInstead')}
            value={text()}
            onInput={(event) => setText(event.currentTarget.value)}
            onKeyDown={(event) => event.key === 'Enter' && text().trim() && props.onEdit(text())}
          />
          <button type="button" class="btn" disabled={text().trim() === ''} onClick={() => props.onEdit(text())}>
            {t('importTake')}
          </button>
        </div>
      </td>
    </tr>
  )
}

const SHOWN = ['fileNo', 'headName', 'familySize', 'before', 'latrineNow'] as const

/** The first rows as they would stand in the register; names masked like everywhere. */
export function SeenPanel(props: { kind: Kind; good: readonly GoodRow[] }): JSX.Element {
  const fields = () => SHOWN.flatMap((id) => fieldOf(props.kind, id) ?? [])
  return (
    <Show when={props.good.length > 0}>
      <section class="panel">
        <h2>{t('importSeen')}</h2>
        <p class="def">{t('importSeenNote', { n: Math.min(FIRST, props.good.length), all: props.good.length })}</p>
        <table class="grid">
          <thead>
            <tr>
              <th class="r">{t('importRowNo')}</th>
              <For each={fields()}>{(field) => <th>{labelOf(field, lang())}</th>}</For>
              <th>{t('villageName')}</th>
              <th>{t('importOutcome')}</th>
            </tr>
          </thead>
          <tbody>
            <For each={props.good.slice(0, FIRST)}>
              {(row) => (
                <tr>
                  <td class="r sub">{row.row}</td>
                  <For each={fields()}>
                    {(field) => <td>{shownValue(props.kind, field, row.fields[field.id], () => '')}</td>}
                  </For>
                  <td>{areaName(row.area)}</td>
                  <td>{t('importNew')}</td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </section>
    </Show>
  )
}
