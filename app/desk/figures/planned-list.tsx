import { type Accessor, createSignal, For, type JSX, Show } from 'solid-js'
import type { PlannedShifts, ShiftOutcome } from '../../../domain/api.ts'
import { HOUR } from '../../../domain/clock.ts'
import { areaName } from '../../state/areas.ts'
import { t } from '../../words/words.ts'
import type { AddressBar } from '../address.ts'
import { type Asked, createFigure } from './ask.ts'

/** Those that were missed first: they are why somebody opens the list. */
const OUTCOMES: readonly ShiftOutcome[] = ['missed', 'absent', 'leave', 'came']

/** What became of each planned shift; a row opens what was written about it, or else the week that planned it. */
export function PlannedList(props: { asked: Asked; round: Accessor<number>; bar: AddressBar }): JSX.Element {
  const [outcome, choose] = createSignal<ShiftOutcome>('missed')
  const { answer } = createFigure(
    () => ({ ...props.asked, figure: 'shift.attendance', planned: outcome() }),
    () => props.round(),
  )
  return (
    <Show when={answer()?.planned}>
      {(planned) => (
        <section class="panel" data-testid="planned-shifts">
          <h2>{t('plannedShifts')}</h2>
          <p class="def">{t('plannedShiftsSub')}</p>
          <p class="doors">
            <For each={OUTCOMES}>
              {(one) => (
                <button
                  type="button"
                  class="chip"
                  classList={{ on: outcome() === one }}
                  aria-pressed={outcome() === one}
                  data-testid={`outcome-${one}`}
                  data-n={planned()[one]}
                  onClick={() => choose(one)}
                >
                  {t(`outcome_${one}`)} {planned()[one].toLocaleString('en')}
                </button>
              )}
            </For>
          </p>
          <Show when={planned().rows.length > 0} fallback={<p class="def">{t('plannedNone')}</p>}>
            <Rows planned={planned()} bar={props.bar} />
          </Show>
          <Show when={planned().rows.length < planned()[outcome()]}>
            <p class="def">{t('plannedFirst', { n: planned().rows.length })}</p>
          </Show>
        </section>
      )}
    </Show>
  )
}

/** The day stands beside it. */
const hour = (at: number): string => new Date(at + SHANGHAI).toISOString().slice(11, 16)
const SHANGHAI = 8 * HOUR

function Rows(props: { planned: PlannedShifts; bar: AddressBar }): JSX.Element {
  return (
    <table class="grid">
      <thead>
        <tr>
          <th>{t('plannedPerson')}</th>
          <th>{t('area')}</th>
          <th class="r">{t('plannedHours')}</th>
        </tr>
      </thead>
      <tbody>
        <For each={props.planned.rows}>
          {(row) => {
            const open = () =>
              props.bar.go({ view: 'records', figure: '', part: '', room: row.room, record: row.record }, 'step')
            return (
              <tr data-testid="planned-row" data-area={row.area} onClick={open}>
                <td>
                  <button type="button" class="plainlink">
                    {row.name}
                  </button>
                </td>
                <td>{areaName(row.area) || row.area}</td>
                <td class="r">
                  {row.date}
                  <span class="sub">
                    {hour(row.start)}–{hour(row.end)}
                  </span>
                </td>
              </tr>
            )
          }}
        </For>
      </tbody>
    </table>
  )
}
