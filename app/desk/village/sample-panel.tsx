import { createMemo, createSignal, For, type JSX, Show } from 'solid-js'
import type { MeAnswer, RecordRow } from '../../../domain/api.ts'
import { DAY, isoDate, shanghaiDate } from '../../../domain/clock.ts'
import type { Kind } from '../../../domain/kinds/define.ts'
import { enumOf, labelOf } from '../../../domain/kinds/registry.ts'
import { drawSample } from '../../../domain/rural/sample.ts'
import { countsOf, SHARE, townResult } from '../../../domain/rural/town-sample.ts'
import { areaName } from '../../state/areas.ts'
import { lang, t } from '../../words/words.ts'
import type { AddressBar } from '../address.ts'
import { type Act, actOn } from './act.ts'
import { printList } from './print-list.ts'
import { fileNoOf, maskedNameOf, type Pair } from './rows.ts'

const RECTIFY_DAYS = 7

type Props = {
  readonly me: MeAnswer
  readonly kind: Kind
  readonly village: string
  readonly bar: AddressBar
  readonly pairs: readonly Pair[]
  readonly isInLot: (latrine: RecordRow) => boolean
  /** The district writes its result into the record; the town's step is its result. */
  readonly who: 'district' | 'town'
  readonly refresh: () => void
}

/** The season that is under way: the newest of the lot. */
export const seasonOf = (pairs: readonly Pair[]): number =>
  pairs.reduce((latest, { latrine }) => Math.max(latest, Number(latrine.fields['season'] ?? 0)), 0) ||
  shanghaiDate(Date.now()).year

/** Those that the number in the address draws, in the order of their files. */
export function drawn(village: string, number: string, lot: readonly Pair[]): readonly Pair[] {
  if (number.trim() === '') return []
  const byId = new Map(lot.map((pair) => [pair.latrine.id as string, pair]))
  const sample = drawSample(
    lot.map(({ latrine }) => ({ id: latrine.id as string, fileNo: fileNoOf(latrine) })),
    { village, season: seasonOf(lot), number },
    SHARE,
  )
  const chosen = new Set(sample.map((one) => one.id))
  return [...byId.values()].filter((pair) => chosen.has(pair.latrine.id))
}

/** The random sample of a village: drawn by a number, the same every time, looked at one by one. */
export function SamplePanel(props: Props): JSX.Element {
  const lot = createMemo(() => props.pairs.filter(({ latrine }) => props.isInLot(latrine)))
  const number = () => props.bar.at().q
  const sample = createMemo(() => drawn(props.village, number(), lot()))
  const [failing, setFailing] = createSignal<RecordRow>()
  const [what, setWhat] = createSignal('')
  const [busy, setBusy] = createSignal(false)
  const isTown = () => props.who === 'town'
  const waits = ({ state }: RecordRow) => state === (isTown() ? 'finished_checked' : 'town_checked')
  const result = (row: RecordRow) => (isTown() ? townWords(row) : districtWords(row))
  const districtWords = (row: RecordRow) =>
    labelOf(
      enumOf(props.kind, 'sample_result').find((one) => one.id === row.fields['sampled']),
      lang(),
    ) || t('sampleOpen')
  async function judge(row: RecordRow, act: Act): Promise<void> {
    setBusy(true)
    await actOn(props.me, props.kind, [row], act, () => {})
    setBusy(false)
    setFailing(undefined)
    setWhat('')
    props.refresh()
  }
  const fail = (row: RecordRow) =>
    judge(row, {
      move: 'rectify',
      note: what().trim(),
      set: () => ({
        ...(isTown() ? {} : { sampled: 'inspected_fail' }),
        rectifyItems: what().trim(),
        rectifyDue: isoDate(Date.now() + RECTIFY_DAYS * DAY),
      }),
    })
  const pass = (row: RecordRow) =>
    judge(
      row,
      isTown()
        ? { move: 'town_check', set: () => ({ inUse: true }) }
        : { role: 'district_reviewer', set: () => ({ sampled: 'inspected_pass' }) },
    )
  const print = () =>
    printList({
      title: t('sampleListTitle', { village: areaName(props.village), season: seasonOf(lot()) }),
      text: t('sampleListText', { number: number(), of: lot().length, n: sample().length }),
      head: [
        t('ruralListNo'),
        ...['fileNo', 'latrineType'].map((id) =>
          labelOf(
            props.kind.fields.find((f) => f.id === id),
            lang(),
          ),
        ),
      ],
      rows: sample().map(({ latrine }, i) => [String(i + 1), fileNoOf(latrine), typeOf(props.kind, latrine)]),
      foot: '',
    })
  return (
    <section class="panel" data-testid="sample-panel">
      <h2>{t('sampleTitle')}</h2>
      <p class="def">{t('sampleNote')}</p>
      <div class="row-tools">
        <label>
          <span class="sub">{t('sampleNumber')}</span>
          <input
            class="input"
            inputmode="numeric"
            data-testid="sample-number"
            value={number()}
            onInput={(event) => props.bar.go({ q: event.currentTarget.value })}
          />
        </label>
        <Show when={sample().length > 0}>
          <b data-testid="sample-size">{t('sampleDraw', { of: lot().length, n: sample().length })}</b>
          <button type="button" class="btn" onClick={print}>
            <i class="i i-printer" aria-hidden="true" />
            {t('samplePrint')}
          </button>
        </Show>
      </div>
      <Show when={isTown() && sample().length > 0}>
        <p class="pad-s strong" data-testid="sample-counts">
          {t('sampleCounts', countsOf(sample().map(({ latrine }) => latrine)))}
        </p>
      </Show>
      <Show when={sample().length > 0}>
        <table class="grid">
          <tbody>
            <For each={sample()}>
              {(pair) => (
                <tr data-testid="sample-row" data-record={pair.latrine.id}>
                  <td class="strong">{fileNoOf(pair.latrine)}</td>
                  <td>{maskedNameOf(pair)}</td>
                  <td>{typeOf(props.kind, pair.latrine)}</td>
                  <td>{result(pair.latrine)}</td>
                  <td class="r">
                    <Show when={waits(pair.latrine)}>
                      <Show
                        when={failing()?.id === pair.latrine.id}
                        fallback={
                          <>
                            <button
                              type="button"
                              class="btn"
                              data-testid="sample-pass"
                              disabled={busy()}
                              onClick={() => void pass(pair.latrine)}
                            >
                              {t('samplePass')}
                            </button>{' '}
                            <button
                              type="button"
                              class="btn"
                              data-testid="sample-fail"
                              onClick={() => setFailing(pair.latrine)}
                            >
                              {t('sampleFail')}
                            </button>
                          </>
                        }
                      >
                        <input
                          class="input"
                          placeholder={t('sampleWhat')}
                          aria-label={t('sampleWhat')}
                          data-testid="sample-what"
                          value={what()}
                          onInput={(event) => setWhat(event.currentTarget.value)}
                        />{' '}
                        <button
                          type="button"
                          class="btn"
                          data-testid="sample-send"
                          disabled={busy() || what().trim() === ''}
                          onClick={() => void fail(pair.latrine)}
                        >
                          {t('sampleSend')}
                        </button>
                      </Show>
                    </Show>
                  </td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </Show>
    </section>
  )
}

/** What the town decided, with what is to be rectified. */
function townWords(row: RecordRow): string {
  const said = townResult(row)
  if (said === 'open') return t('sampleOpen')
  if (said === 'pass') return t('samplePass')
  return [t('sampleFail'), String(row.fields['rectifyItems'] ?? '')].filter(Boolean).join(' · ')
}

export const typeOf = (kind: Kind, row: RecordRow): string =>
  labelOf(
    enumOf(kind, 'latrine_type').find((one) => one.id === row.fields['latrineType']),
    lang(),
  )
