import { type Accessor, For, type JSX, Show } from 'solid-js'
import type { FigureAnswer } from '../../../domain/api.ts'
import type { Figure } from '../../../domain/figures/define.ts'
import { kindOfFigure } from '../../../domain/figures/list.ts'
import { enumOf, fieldOf, kindOf, labelOf, stateOf } from '../../../domain/kinds/registry.ts'
import { areaName } from '../../state/areas.ts'
import { saveFile } from '../../state/save-file.ts'
import { lang, t } from '../../words/words.ts'
import type { AddressBar } from '../address.ts'
import { type Asked, createFigure } from './ask.ts'
import { csvOf } from './lines.ts'
import { PlannedList } from './planned-list.tsx'
import { shareOf, shownFigure, shownParts } from './shown.ts'
import { Trend } from './trend.tsx'

const MONTHS = 6

/** What a figure is made of: its definition, each area below, the months, and the records behind it. */
export function FigurePanel(props: {
  figure: Figure
  asked: Asked
  round: Accessor<number>
  bar: AddressBar
  /** The reader may open records; an auditor reads numbers only. */
  opens: boolean
}): JSX.Element {
  const { answer, failed, again } = createFigure(
    () => ({
      ...props.asked,
      figure: props.figure.id,
      ...(props.figure.period === null ? {} : { trend: MONTHS }),
    }),
    () => props.round(),
  )
  return (
    <div class="figure-parts" data-testid="figure-parts">
      <section class="panel">
        <h2>{props.figure[lang()]}</h2>
        <p class="def">{props.figure.definition[lang()]}</p>
        <Show when={failed()}>
          <p class="def" role="alert">
            {t('notFetched')}{' '}
            <button type="button" class="btn" onClick={again}>
              {t('tryAgain')}
            </button>
          </p>
        </Show>
        <Show when={answer()}>
          {(counted) => (
            <>
              <Show when={props.opens}>
                <Behind figure={props.figure} counted={counted()} bar={props.bar} asked={props.asked} />
              </Show>
              <Show when={counted().values} fallback={<Areas {...props} counted={counted()} />}>
                {(values) => <Values figure={props.figure} values={values()} />}
              </Show>
            </>
          )}
        </Show>
      </section>
      <Show when={props.opens && props.figure.id === 'shift.attendance'}>
        <PlannedList asked={props.asked} round={props.round} bar={props.bar} />
      </Show>
      <Show when={answer()?.trend}>{(months) => <Trend figure={props.figure} months={months()} />}</Show>
    </div>
  )
}

/** The doors to the records: those that count, and the rest of the whole. */
function Behind(props: { figure: Figure; counted: FigureAnswer; asked: Asked; bar: AddressBar }): JSX.Element {
  /** The lanes of a programme's villages are records; whatever else is planned stands in no one record. */
  const isProgramme = () => 'formula' in props.figure.numerator
  const hasRest = () => {
    const { numerator, denominator } = props.figure
    if (isProgramme()) return true
    if (denominator === null || 'mean' in numerator || !('count' in numerator)) return false
    if ('formula' in denominator) return denominator.formula === 'due_households'
    return 'count' in denominator && denominator.count === numerator.count
  }
  const open = (part: 'in' | 'rest') =>
    props.bar.go(
      {
        view: 'records',
        figure: props.figure.id,
        part,
        period: props.asked.period,
        area: props.asked.area,
        category: props.asked.category ?? '',
        room: '',
        record: '',
      },
      'step',
    )
  return (
    <p class="doors">
      <button type="button" class="btn" data-testid="figure-in" onClick={() => open('in')}>
        {t('openCounted')}
      </button>
      <Show when={hasRest()}>
        <button type="button" class="btn" data-testid="figure-rest" onClick={() => open('rest')}>
          {t('openRest')}
        </button>
      </Show>
    </p>
  )
}

function Areas(props: { figure: Figure; counted: FigureAnswer; asked: Asked; bar: AddressBar }): JSX.Element {
  const rows = () => props.counted.areas.filter(({ area }) => area !== props.counted.area)
  const head = () => [t('area'), props.figure[lang()], t('counted')]
  const cells = (row: FigureAnswer['areas'][number]) => [
    areaName(row.area) || row.area,
    shownFigure(props.figure, row),
    shownParts(props.figure, row),
  ]
  return (
    <Show when={rows().length > 0} fallback={<p class="def">{t('noBelow')}</p>}>
      <table class="grid">
        <thead>
          <tr>
            <th>{t('area')}</th>
            <td />
            <th class="r">{props.figure[lang()]}</th>
            <th class="r">{t('counted')}</th>
          </tr>
        </thead>
        <tbody>
          <For each={rows()}>
            {(row) => (
              <tr
                data-testid="figure-row"
                data-area={row.area}
                onClick={() => props.bar.go({ area: row.area }, 'step')}
              >
                <td>
                  <button type="button" class="plainlink">
                    {areaName(row.area) || row.area}
                  </button>
                </td>
                <td class="share">
                  <Show when={shareOf(row) !== undefined}>
                    <Bar share={shareOf(row) as number} />
                  </Show>
                </td>
                <td class="r strong">{shownFigure(props.figure, row)}</td>
                <td class="r">{shownParts(props.figure, row)}</td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
      <p class="doors">
        <button
          type="button"
          class="btn"
          data-testid="figure-export"
          onClick={() =>
            saveFile(
              new Blob([csvOf([head(), ...rows().map(cells)])], { type: 'text/csv;charset=utf-8' }),
              `${props.figure.id}-${props.counted.area}.csv`,
            )
          }
        >
          <i class="i i-download" aria-hidden="true" />
          {t('exportTable')}
        </button>
      </p>
    </Show>
  )
}

/** A bar from 0; the number stands beside it. */
function Bar(props: { share: number }): JSX.Element {
  return (
    <span class="track" aria-hidden="true">
      <span style={{ width: `${props.share * 100}%` }} />
    </span>
  )
}

function Values(props: { figure: Figure; values: NonNullable<FigureAnswer['values']> }): JSX.Element {
  const kind = () => kindOf(kindOfFigure(props.figure))
  const by = () => ('by' in props.figure.numerator ? (props.figure.numerator.by ?? '') : '')
  const most = () => Math.max(1, ...props.values.map(({ n }) => n))
  /** States in the order of the work, values as they come. */
  const rows = () => {
    const states = kind()?.states.map(({ id }) => id) ?? []
    return by() === 'state'
      ? [...props.values].sort((a, b) => states.indexOf(a.value) - states.indexOf(b.value))
      : props.values
  }
  const label = (value: string): string => {
    const own = kind()
    if (!own) return value
    if (by() === 'state') return labelOf(stateOf(own, value), lang()) || value
    const option = enumOf(own, fieldOf(own, by())?.enum ?? '').find(({ id }) => id === value)
    return labelOf(option, lang()) || value
  }
  return (
    <table class="grid">
      <tbody>
        <For each={rows()}>
          {({ value, n }) => (
            <tr data-testid="figure-value" data-value={value}>
              <td>{label(value)}</td>
              <td class="share">
                <Bar share={n / most()} />
              </td>
              <td class="r strong">{n.toLocaleString('en')}</td>
            </tr>
          )}
        </For>
      </tbody>
    </table>
  )
}
