import { createMemo, createSignal, For, type JSX, Show } from 'solid-js'
import { SKEW_FLAG } from '../../domain/clock.ts'
import type { RecordId } from '../../domain/ids.ts'
import type { FoldedRecord } from '../../domain/record/folded.ts'
import { metresTo } from '../../domain/record/geometry.ts'
import { isOf, type ShiftDay } from '../../domain/shift/day.ts'
import { fenceOf } from '../../domain/shift/fence.ts'
import { usePhone } from '../state/phone-context.ts'
import { dayWords, t } from '../words/words.ts'
import { type Clock, type Plan, shapesOf, unplanned } from './acts.ts'
import type { Fixes } from './fixes.ts'
import { NoteSheet } from './note-sheet.tsx'
import type { Worklist } from './plans.ts'
import { distanceWords, hourWords, optionOf, routeName, skewWords } from './words.ts'

const NEAREST = 30

/** The one round button, and the fence in words under it. It is never refused and never greyed. */
export function ClockIn(props: { day: ShiftDay; list: Worklist; fixes: Fixes; clock: Clock }): JSX.Element {
  const phone = usePhone()
  const [road, setRoad] = createSignal<RecordId>()
  const [asking, setAsking] = createSignal<{ readonly at: number; readonly noPlace: boolean }>()
  const roads = createMemo((): readonly FoldedRecord[] => {
    if (props.day.next) return []
    const fix = props.fixes.best()
    const far = (one: FoldedRecord): number => (fix && metresTo(fix, one.fields['geometry'])) ?? Number.MAX_VALUE
    return props.list
      .ofKind('asset')
      .filter(({ fields, state }) => fields['assetType'] === 'road' && state === 'active')
      .map((one) => [one, far(one)] as const)
      .sort((a, b) => a[1] - b[1] || String(a[0].fields['name']).localeCompare(String(b[0].fields['name']), 'zh-CN'))
      .slice(0, NEAREST)
      .map(([one]) => one)
  })
  const plan = (): Plan | undefined => {
    const { next } = props.day
    if (next) return next
    const route = road() ?? roads()[0]?.id
    return route ? unplanned(props.list.at(), route) : undefined
  }
  const fence = createMemo(() => {
    const [fix, known] = [props.fixes.best(), plan()]
    return fix && known ? fenceOf(fix, shapesOf(phone, known.routeIds)) : undefined
  })
  /** Clocked in on paper by a request before: the record is there already. */
  const over = () => {
    const { next } = props.day
    return next && props.list.ofKind('shift').find((one) => one.state === 'planned' && isOf(one, next))
  }
  const away = () => fence()?.decision === 'outside'

  function press(): void {
    const known = plan()
    if (!known) return
    const at = phone.serverNow()
    if (away()) setAsking({ at, noPlace: false })
    else if (!props.fixes.best()) setAsking({ at, noPlace: true })
    else write(at)
  }
  async function write(at: number, note?: string): Promise<void> {
    const known = plan()
    const record = over()
    if (!known) return
    const how = { fix: props.fixes.best(), at, ...(note ? { note } : {}), ...(record ? { over: record } : {}) }
    if (await props.clock.clockIn(known, how)) setAsking(undefined)
  }
  const grade = () => {
    const fields = phone.records[plan()?.routeIds[0] ?? '']?.record.fields
    return fields?.['roadGrade'] ? optionOf('asset', 'road_grade', fields['roadGrade']) : ''
  }

  return (
    <>
      <Show
        when={props.day.next}
        fallback={
          <section class="block">
            <p class="lead">{t('noShift')}</p>
            <p class="sub">{roads().length > 0 ? t('noShiftNote') : t('noRoad')}</p>
            <Show when={roads().length > 0} fallback={<p class="sub">{t('noRoadNote')}</p>}>
              <label class="field road">
                <span class="label">{t('chooseRoad')}</span>
                <select
                  class="input"
                  data-testid="choose-road"
                  value={road() ?? roads()[0]?.id}
                  onChange={(event) => setRoad(event.currentTarget.value as RecordId)}
                >
                  <For each={roads()}>{(one) => <option value={one.id}>{String(one.fields['name'])}</option>}</For>
                </select>
              </label>
            </Show>
          </section>
        }
      >
        {(next) => (
          <section class="block">
            <p class="route">
              {next()
                .routeIds.map((id) => routeName(phone, id))
                .join(t('comma'))}
            </p>
            <p class="sub">
              {[
                `${dayWords(next().start) === t('today') ? '' : `${dayWords(next().start)} `}${hourWords(next().start)}–${hourWords(next().end)}`,
                optionOf('shift', 'shift_type', next().shiftType),
                grade(),
                next().substituteFor ? t('insteadOf', { name: phone.nameOf(next().substituteFor ?? '') }) : '',
              ]
                .filter(Boolean)
                .join(' · ')}
            </p>
          </section>
        )}
      </Show>
      <Show when={plan()}>
        <div class="clock-box">
          <button
            type="button"
            class="clock"
            classList={{ out: away() }}
            data-testid="clock-in"
            aria-busy={props.clock.busy()}
            onClick={press}
          >
            <b>{away() ? t('clockInAway') : t('clockIn')}</b>
            <span class="num">{hourWords(props.list.at())}</span>
          </button>
          <FenceWords fixes={props.fixes} fence={fence()} />
          <ClockOff at={props.list.at()} />
          <Show when={away()}>
            <button type="button" class="btn" data-testid="locate-again" onClick={props.fixes.again}>
              <i class="i i-locate-fixed" aria-hidden="true" />
              {t('locateAgain')}
            </button>
          </Show>
        </div>
      </Show>
      <Show when={asking()}>
        {(one) => (
          <NoteSheet
            at={one().at}
            noPlace={one().noPlace}
            denied={props.fixes.denied()}
            onSave={(note) => void write(one().at, note)}
            onClose={() => setAsking(undefined)}
          />
        )}
      </Show>
    </>
  )
}

/** A phone whose clock is wrong still clocks in at the right hour, and its owner reads which. */
function ClockOff(props: { at: number }): JSX.Element {
  const phone = usePhone()
  const skew = () => phone.skew() ?? 0
  return (
    <Show when={Math.abs(skew()) > SKEW_FLAG}>
      <p class="strong need" role="status" data-testid="clock-off">
        {t(skew() > 0 ? 'buttonFast' : 'buttonSlow', {
          span: skewWords(skew()),
          time: hourWords(props.at),
        })}
      </p>
    </Show>
  )
}

/** The fence in words before metres. */
function FenceWords(props: { fixes: Fixes; fence: ReturnType<typeof fenceOf> }): JSX.Element {
  const said = (): { readonly state: string; readonly words: string; readonly note: string } => {
    const { fixes, fence } = props
    const fix = fixes.best()
    const waiting = fixes.left() > 0
    if (!fix) {
      if (fixes.denied()) return { state: 'none', words: t('fenceDenied'), note: t('fenceNoneNote') }
      if (waiting) return { state: 'waiting', words: t('fenceWait', { n: fixes.left() }), note: t('fenceWaitNote') }
      return { state: 'none', words: t('fenceNone'), note: t('fenceNoneNote') }
    }
    if (!fence) return { state: 'unknown', words: t('fenceNoRoute'), note: t('fenceNoRouteNote') }
    const metres = distanceWords(fence.metres)
    switch (fence.decision) {
      case 'inside':
        return { state: 'inside', words: t('fenceInside'), note: t('fenceInsideNote', { n: metres }) }
      case 'outside':
        return { state: 'outside', words: t('fenceOutside', { n: metres }), note: t('fenceOutsideNote') }
      case 'uncertain': {
        if (waiting && !fix.jumped)
          return { state: 'waiting', words: t('fenceWait', { n: fixes.left() }), note: t('fenceUncertainNote') }
        const words = fix.jumped ? t('fenceJumped') : t('fenceUncertain', { n: distanceWords(fix.acc) })
        return { state: 'uncertain', words, note: t('fenceUncertainNote') }
      }
    }
  }
  return (
    <div data-testid="fence-state" data-state={said().state}>
      <p class="fence" classList={{ ok: said().state === 'inside', need: said().state === 'outside' }}>
        <i class="i i-map-pin" aria-hidden="true" />
        {said().words}
      </p>
      <p class="sub">{said().note}</p>
    </div>
  )
}
