import { createMemo, createSignal, For, type JSX, Show } from 'solid-js'
import type { FoldedRecord } from '../../domain/record/folded.ts'
import { metresTo } from '../../domain/record/geometry.ts'
import { clockRows, restedFor, routesOf, startedAt } from '../../domain/shift/clock.ts'
import { Sheet } from '../parts/sheet.tsx'
import { plainRecords } from '../state/agenda.ts'
import { usePhone } from '../state/phone-context.ts'
import { t } from '../words/words.ts'
import type { Clock } from './acts.ts'
import type { Fixes } from './fixes.ts'
import { SosButton } from './sos-button.tsx'
import { hourWords, momentWords, routeName, spanWords } from './words.ts'

const ROADS = 40

/** The shift that runs: since when, where, rest as big as the way home. His own figures only. */
export function Running(props: { shift: FoldedRecord; at: number; fixes: Fixes; clock: Clock }): JSX.Element {
  const phone = usePhone()
  const [early, setEarly] = createSignal(false)
  const [routes, setRoutes] = createSignal(false)
  const since = () => startedAt(props.shift) ?? props.shift.createdAt
  const end = () => Number(props.shift.fields['plannedEnd'])
  const paused = () => props.shift.state === 'on_break'
  const pausedSince = () => clockRows(props.shift).findLast(({ clockType }) => clockType === 'break_start')?.at
  const here = createMemo(() => routesOf(props.shift))
  const worked = () => Math.max(0, props.at - since())
  const hours = () => Math.floor(worked() / 3_600_000)

  const rest = (): void =>
    void (paused()
      ? props.clock.step(props.shift, 'break_end', here(), props.fixes.best(), { id: 'end_break', to: 'on_duty' })
      : props.clock.step(props.shift, 'break_start', here(), props.fixes.best(), { id: 'start_break', to: 'on_break' }))
  async function out(): Promise<void> {
    const to = { id: 'clock_out', to: 'off_duty' }
    if (await props.clock.step(props.shift, 'out', here(), props.fixes.best(), to)) setEarly(false)
  }
  async function change(route: string): Promise<void> {
    if (await props.clock.step(props.shift, 'transfer', [route], props.fixes.best(), undefined, route)) setRoutes(false)
  }
  const roads = createMemo(() => {
    if (!routes()) return []
    const fix = props.fixes.best()
    const far = (one: FoldedRecord): number => (fix && metresTo(fix, one.fields['geometry'])) ?? Number.MAX_VALUE
    return plainRecords(phone)
      .map(({ record }) => record)
      .filter((one) => one.kind === 'asset' && one.fields['assetType'] === 'road' && one.state === 'active')
      .filter((one) => !here().includes(one.id))
      .sort((a, b) => far(a) - far(b))
      .slice(0, ROADS)
  })

  return (
    <>
      <section class="block running" data-testid="shift-running" data-state={props.shift.state}>
        <p class="sub">{t('clockInDone', { time: momentWords(since()) })}</p>
        <p class="big">
          <Show when={hours() > 0}>
            {hours()}
            <span>{t('spanHoursOnly', { h: '' })}</span>
          </Show>
          {Math.floor((worked() % 3_600_000) / 60_000)}
          <span>{t('spanMinutes', { m: '' })}</span>
        </p>
        <div class="with-change">
          <p class="route">
            {here()
              .map((id) => routeName(phone, id))
              .join(t('comma'))}
          </p>
          <button type="button" class="btn fit" data-testid="change-route" onClick={() => setRoutes(true)}>
            <i class="i i-route" aria-hidden="true" />
            {t('changeRoute')}
          </button>
        </div>
      </section>
      <section class="block">
        <dl class="facts">
          <div>
            <dt>{t('restedToday')}</dt>
            <dd data-testid="rested">{spanWords(restedFor(props.shift, props.at))}</dd>
          </div>
          <div>
            <dt>{t('endsAt')}</dt>
            <dd>{Number.isFinite(end()) ? momentWords(end()) : ''}</dd>
          </div>
        </dl>
        <Show when={paused() && pausedSince()}>
          {(at) => (
            <p class="strong need" role="status">
              {t('restingSince', { time: hourWords(at()) })}
            </p>
          )}
        </Show>
        <button
          type="button"
          class="btn rest"
          classList={{ main: paused() }}
          data-testid="take-break"
          aria-pressed={paused()}
          aria-busy={props.clock.busy()}
          onClick={rest}
        >
          <i class="i i-coffee l" aria-hidden="true" />
          <span>
            {paused() ? t('endBreak') : t('takeBreak')}
            <small>{paused() ? t('endBreakNote') : t('takeBreakNote')}</small>
          </span>
        </button>
      </section>
      <section class="block">
        <div class="pair">
          <SosButton />
          <button
            type="button"
            class="btn"
            data-testid="clock-out"
            aria-busy={props.clock.busy()}
            onClick={() => (props.at < end() - EARLY ? setEarly(true) : void out())}
          >
            <i class="i i-log-out" aria-hidden="true" />
            {t('clockOut')}
          </button>
        </div>
      </section>
      <Show when={early()}>
        <Sheet
          title={t('earlyTitle')}
          testId="early-sheet"
          onClose={() => setEarly(false)}
          foot={
            <button type="button" class="btn main" data-testid="clock-out-early" onClick={() => void out()}>
              {t('clockOut')}
            </button>
          }
        >
          <p class="pad">{t('earlyNote', { time: momentWords(end()) })}</p>
        </Sheet>
      </Show>
      <Show when={routes()}>
        <Sheet title={t('changeRouteTitle')} testId="route-sheet" onClose={() => setRoutes(false)}>
          <ul class="rows acts">
            <For each={roads()} fallback={<li class="pad">{t('noRoad')}</li>}>
              {(road) => (
                <li>
                  <button type="button" data-testid="pick-route" onClick={() => void change(road.id)}>
                    <i class="i i-route" aria-hidden="true" />
                    <span class="t">{String(road.fields['name'])}</span>
                  </button>
                </li>
              )}
            </For>
          </ul>
        </Sheet>
      </Show>
    </>
  )
}

/** Before the planned end by more than this somebody is asked whether he means it, ms. */
const EARLY = 10 * 60_000
