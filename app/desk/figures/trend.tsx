import { For, type JSX, Show } from 'solid-js'
import type { FigureAnswer } from '../../../domain/api.ts'
import type { Figure } from '../../../domain/figures/define.ts'
import { lang, t } from '../../words/words.ts'
import { shareOf, shownFigure, shownParts } from './shown.ts'

const [WIDTH, HEIGHT, LEFT, TOP] = [560, 190, 46, 18] as const
const GRID = [0, 0.25, 0.5, 0.75, 1] as const

/** A rate over the months: the axis begins at 0, the months without data have no mark, and the table says the same. */
export function Trend(props: { figure: Figure; months: NonNullable<FigureAnswer['trend']> }): JSX.Element {
  const x = (i: number): number => LEFT + ((i + 0.5) * (WIDTH - LEFT)) / props.months.length
  const y = (share: number): number => TOP + (1 - share) * (HEIGHT - TOP - 30)
  const points = () =>
    props.months.flatMap((month, i) => {
      const share = shareOf(month)
      return share === undefined ? [] : [{ x: x(i), y: y(share) }]
    })
  const label = (month: string) => new Intl.DateTimeFormat(lang(), { month: 'short' }).format(new Date(`${month}-15`))
  return (
    <section class="panel" data-testid="figure-trend">
      <h2>{t('lastMonths', { n: props.months.length })}</h2>
      <Show when={props.figure.unit === '%'}>
        <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width="100%" aria-hidden="true" class="trend">
          <For each={GRID}>
            {(share) => (
              <>
                <line x1={LEFT} x2={WIDTH} y1={y(share)} y2={y(share)} class="axis" />
                <text x={LEFT - 8} y={y(share) + 4} text-anchor="end">
                  {share * 100}%
                </text>
              </>
            )}
          </For>
          <polyline
            points={points()
              .map((point) => `${point.x},${point.y}`)
              .join(' ')}
            class="line"
          />
          <For each={points()}>{(point) => <circle cx={point.x} cy={point.y} r="4" />}</For>
          <For each={props.months}>
            {(month, i) => (
              <text x={x(i())} y={HEIGHT - 8} text-anchor="middle">
                {label(month.month)}
              </text>
            )}
          </For>
        </svg>
      </Show>
      <table class="grid">
        <thead>
          <tr>
            <For each={props.months}>{(month) => <th class="r">{label(month.month)}</th>}</For>
          </tr>
        </thead>
        <tbody>
          <tr>
            <For each={props.months}>
              {(month) => (
                <td class="r">
                  {shownFigure(props.figure, month)}
                  <span class="sub">{shownParts(props.figure, month)}</span>
                </td>
              )}
            </For>
          </tr>
        </tbody>
      </table>
    </section>
  )
}
