import { createSignal, For, type JSX, Show } from 'solid-js'
import { doubtsOf, startedAt } from '../../domain/shift/clock.ts'
import type { MemberDay } from '../../domain/shift/day.ts'
import { Sheet } from '../parts/sheet.tsx'
import { usePhone } from '../state/phone-context.ts'
import { t } from '../words/words.ts'
import { keptReason, ProxySheet } from './proxy-sheet.tsx'
import type { TeamActs } from './team-acts.ts'
import { doubtWords, standingWords } from './team-words.ts'
import { hourWords, routeName } from './words.ts'

const USUAL = 85
const STEP = 5

/** Everything that a leader does for one of his team. */
export function MemberSheet(props: {
  day: MemberDay
  acts: TeamActs
  onSubstitute: () => void
  onClose: () => void
}): JSX.Element {
  const phone = usePhone()
  const [asking, setAsking] = createSignal<'in' | 'out' | 'absent'>()
  const shift = () => props.day.shift
  const [points, setPoints] = createSignal(Number(shift()?.fields['qualityScore'] ?? USUAL))
  const name = () => phone.nameOf(props.day.person)
  const { acts } = props
  const waits = () => ['missing', 'soon'].includes(props.day.standing) && props.day.planned !== undefined
  /** Leave was granted for the day, and the shift does not say so yet. */
  const mayLeave = () =>
    ['planned', 'absent', undefined].includes(shift()?.state) &&
    props.day.planned !== undefined &&
    acts.leaveFor(props.day.planned) !== undefined
  const runs = () => props.day.standing === 'on' || props.day.standing === 'break'
  const isOver = () => shift()?.state === 'off_duty'
  const doubts = () => {
    const record = shift()
    return record && record.state !== 'absent' ? doubtsOf(record) : []
  }
  async function write(note: string): Promise<void> {
    const { planned, shift: record } = props.day
    const what = asking()
    const done =
      what === 'out'
        ? record && (await acts.proxyOut(record, note))
        : planned &&
          (what === 'absent' ? await acts.markAbsent(planned, note, record) : await acts.proxyIn(planned, note, record))
    if (done) props.onClose()
  }
  const proxy = (what: 'in' | 'out'): void => {
    setAsking(what)
    const kept = keptReason()
    if (kept) void write(kept)
  }
  async function over(act: Promise<boolean> | undefined): Promise<void> {
    if (await act) props.onClose()
  }
  return (
    <Sheet title={name()} testId="member-sheet" onClose={props.onClose}>
      <div class="pad stack">
        <p class="strong">
          {standingWords(props.day.standing)}
          <Show when={props.day.planned}>
            {(plan) => ` · ${t('startsAt', { from: hourWords(plan().start), to: hourWords(plan().end) })}`}
          </Show>
        </p>
        <p class="sub">
          {[
            ...(props.day.planned?.routeIds ?? []).map((id) => routeName(phone, id)),
            shift() && startedAt(shift() as NonNullable<MemberDay['shift']>) !== undefined
              ? t('clockedAt', { time: hourWords(startedAt(shift() as NonNullable<MemberDay['shift']>) ?? 0) })
              : '',
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
        <For each={doubts()}>{(doubt) => <p class="need strong">{doubtWords(doubt)}</p>}</For>
        <Show when={waits()}>
          <button type="button" class="btn main" data-testid="sheet-proxy-in" onClick={() => proxy('in')}>
            {t('proxyIn')}
          </button>
        </Show>
        <Show when={props.day.planned && !runs() && !isOver() && !props.day.substitute}>
          <button type="button" class="btn" data-testid="sheet-substitute" onClick={props.onSubstitute}>
            {t('substitute')}
          </button>
        </Show>
        <Show when={props.day.standing === 'missing'}>
          <button type="button" class="btn" data-testid="mark-absent" onClick={() => setAsking('absent')}>
            {t('markAbsent')}
          </button>
        </Show>
        <Show when={mayLeave() && props.day.planned}>
          {(plan) => (
            <button
              type="button"
              class="btn"
              data-testid="mark-leave"
              onClick={() => void over(acts.markLeaveOf(plan(), shift()))}
            >
              {t('markLeave')}
            </button>
          )}
        </Show>
        <Show when={runs()}>
          <button type="button" class="btn" data-testid="proxy-out" onClick={() => proxy('out')}>
            {t('proxyOut')}
          </button>
        </Show>
        <Show when={isOver() && shift()}>
          {(record) => (
            <Show when={acts.mayConfirm(record())} fallback={<p class="sub">{t('ownWork')}</p>}>
              <button
                type="button"
                class="btn main"
                data-testid="confirm-one"
                onClick={() => void over(acts.confirm(record()))}
              >
                {t('confirmIt')}
              </button>
            </Show>
          )}
        </Show>
        <Show when={shift() && (runs() || isOver())}>
          <fieldset class="field">
            <legend class="label">{t('score')}</legend>
            <div class="counter">
              <button type="button" aria-label={`−${STEP}`} onClick={() => setPoints(Math.max(0, points() - STEP))}>
                <i class="i i-minus" aria-hidden="true" />
              </button>
              <input
                type="number"
                inputmode="numeric"
                min="0"
                max="100"
                aria-label={t('score')}
                data-testid="score"
                value={points()}
                onInput={(event) => {
                  const n = Math.round(event.currentTarget.valueAsNumber)
                  if (n >= 0 && n <= 100) setPoints(n)
                }}
              />
              <button type="button" aria-label={`+${STEP}`} onClick={() => setPoints(Math.min(100, points() + STEP))}>
                <i class="i i-plus" aria-hidden="true" />
              </button>
            </div>
            <button
              type="button"
              class="btn"
              data-testid="score-save"
              onClick={() => void over(acts.score(shift() as NonNullable<MemberDay['shift']>, points()))}
            >
              {t('scoreSave', { n: points() })}
            </button>
          </fieldset>
        </Show>
      </div>
      <Show when={asking()} keyed>
        {(what) => (
          <Show when={what === 'absent' || !keptReason()}>
            <ProxySheet
              title={t(what === 'absent' ? 'markAbsent' : what === 'in' ? 'proxyIn' : 'proxyOut')}
              {...(what === 'absent' ? { note: '', hint: t('markAbsentNote') } : {})}
              onSave={(note) => void write(note)}
              onClose={() => setAsking(undefined)}
            />
          </Show>
        )}
      </Show>
    </Sheet>
  )
}
