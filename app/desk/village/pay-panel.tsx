import { createMemo, createSignal, For, type JSX, Show } from 'solid-js'
import type { MeAnswer } from '../../../domain/api.ts'
import { isoDate } from '../../../domain/clock.ts'
import type { Kind } from '../../../domain/kinds/define.ts'
import { type PaidRow, tryPaid } from '../../../domain/rural/paid.ts'
import { notPayable } from '../../../domain/rural/payment.ts'
import { areaName } from '../../state/areas.ts'
import { saveFile } from '../../state/save-file.ts'
import { t } from '../../words/words.ts'
import type { Key } from '../../words/zh.ts'
import { openTable } from '../import/open-table.ts'
import { csvFile, xlsxFile } from '../import/table-file.ts'
import { tableProblem } from '../import/words.ts'
import { actOn } from './act.ts'
import { fileNoOf, moneyOf, nameOf, type Pair } from './rows.ts'
import { typeOf } from './sample-panel.tsx'

const WHY: { readonly [why in NonNullable<PaidRow['why']>]: Key } = {
  notPublicised: 'payNotPosted',
  tooEarly: 'payTooEarly',
  notSigned: 'payNotSigned',
  paid: 'payPaid',
  noDay: 'payNoDay',
  badDay: 'payBadDay',
  future: 'payFuture',
  unknown: 'payUnknown',
  twice: 'payTwice',
}
const MOST = 5000

type Props = {
  readonly me: MeAnswer
  readonly kind: Kind
  readonly village: string
  readonly pairs: readonly Pair[]
  readonly refresh: () => void
}

/** The list of what may be paid goes out; it comes back with the days on which it was paid. */
export function PayPanel(props: Props): JSX.Element {
  const [trial, setTrial] = createSignal<readonly PaidRow[]>()
  const [said, setSaid] = createSignal('')
  const [busy, setBusy] = createSignal(false)
  const verdicts = createMemo(() => props.pairs.map((pair) => ({ pair, why: notPayable(pair.latrine, Date.now()) })))
  const payable = createMemo(() => verdicts().flatMap(({ pair, why }) => (why ? [] : [pair])))
  const count = (why: string) => verdicts().filter((one) => one.why === why).length
  const good = () => (trial() ?? []).filter((row) => row.why === undefined)
  const bad = () => (trial() ?? []).filter((row) => row.why !== undefined)
  const rows = () => [
    ['序号', '档案号', '户主', '改厕类型', '奖补合计（元）', '公示日期', '发放日期'],
    ...payable().map((pair, i) => [
      i + 1,
      fileNoOf(pair.latrine),
      nameOf(pair),
      typeOf(props.kind, pair.latrine),
      moneyOf(pair),
      isoDate(Number(pair.latrine.fields['publicisedAt'])),
      '',
    ]),
  ]
  const fileName = (type: string) => `奖补清单-${areaName(props.village)}-${isoDate(Date.now())}.${type}`
  async function take(file: File | undefined): Promise<void> {
    setSaid('')
    setTrial(undefined)
    if (!file) return
    const table = await openTable(file, MOST)
    if (!table.ok) setSaid(tableProblem(table.problem))
    else
      setTrial(
        tryPaid(
          table.value.rows,
          props.pairs.map((pair) => pair.latrine),
          Date.now(),
        ),
      )
  }
  async function write(): Promise<void> {
    setBusy(true)
    const when = new Map(good().map((row) => [row.id, row.at]))
    const chosen = props.pairs.flatMap(({ latrine }) => (when.has(latrine.id) ? [latrine] : []))
    const left = await actOn(
      props.me,
      props.kind,
      chosen,
      { move: 'pay', at: (row) => when.get(row.id) ?? Date.now() },
      () => {},
    )
    setBusy(false)
    setTrial(undefined)
    setSaid(
      [t('actDone', { n: chosen.length - left.length }), left.length > 0 ? t('actLeft', { n: left.length }) : ''].join(
        ' ',
      ),
    )
    props.refresh()
  }
  return (
    <section class="panel" data-testid="pay-panel">
      <h2>{t('payTitle')}</h2>
      <p class="def">{t('payNote')}</p>
      <p class="pad-s strong" data-testid="payable">
        {t('payReady', { n: payable().length, money: payable().reduce((sum, pair) => sum + moneyOf(pair), 0) })}
      </p>
      <p class="pad-s sub">{t('payNotYet', { early: count('tooEarly'), unsigned: count('notSigned') })}</p>
      <div class="row-tools">
        <Show when={payable().length > 0}>
          <button
            type="button"
            class="btn"
            data-testid="pay-csv"
            onClick={() => saveFile(csvFile(rows()), fileName('csv'))}
          >
            <i class="i i-download" aria-hidden="true" />
            {t('payCsv')}
          </button>
          <button
            type="button"
            class="btn"
            data-testid="pay-xlsx"
            onClick={() => void xlsxFile(rows(), '奖补清单').then((file) => saveFile(file, fileName('xlsx')))}
          >
            <i class="i i-download" aria-hidden="true" />
            {t('payXlsx')}
          </button>
        </Show>
        <label class="btn">
          <i class="i i-file-up" aria-hidden="true" />
          {t('payBack')}
          <input
            type="file"
            class="unseen"
            accept=".csv,.xlsx,text/csv"
            data-testid="pay-file"
            onChange={(event) => {
              const [file] = event.currentTarget.files ?? []
              event.currentTarget.value = ''
              void take(file)
            }}
          />
        </label>
        <Show when={said()}>
          <p role="status" data-testid="pay-said">
            {said()}
          </p>
        </Show>
      </div>
      <Show when={trial()}>
        <p class="pad-s strong" data-testid="pay-trial">
          {t('payTrial', { n: good().length, bad: bad().length })}
        </p>
        <table class="grid">
          <tbody>
            <For each={bad()}>
              {(row) => (
                <tr data-testid="pay-bad">
                  <td>{t('payRow', { row: row.row })}</td>
                  <td class="strong">{row.fileNo}</td>
                  <td class="need">{row.why ? t(WHY[row.why]) : ''}</td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
        <Show when={good().length > 0}>
          <div class="row-tools">
            <button
              type="button"
              class="btn big-b main"
              data-testid="pay-write"
              disabled={busy()}
              onClick={() => void write()}
            >
              {t('payWrite', { n: good().length })}
            </button>
          </div>
        </Show>
      </Show>
    </section>
  )
}
