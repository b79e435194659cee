import '../style/shift.css'
import '../words/late.ts'
import { useNavigate, useSearchParams } from '@solidjs/router'
import { createMemo, createSignal, For, type JSX, Show } from 'solid-js'
import { DAY, fromIsoDate, HOUR, isoDate, MINUTE } from '../../domain/clock.ts'
import { asPerson, type RecordId } from '../../domain/ids.ts'
import type { FoldedRecord } from '../../domain/record/folded.ts'
import { type PlannedShift, plannedShifts } from '../../domain/roster.ts'
import { isOf } from '../../domain/shift/day.ts'
import { shiftFields } from '../../domain/shift/decision.ts'
import { useBack } from '../screens/phone-frame.tsx'
import { createNow } from '../state/now.ts'
import { usePhone } from '../state/phone-context.ts'
import type { Part } from '../sync/acts.ts'
import { t } from '../words/words.ts'
import { CREW } from './crew.ts'
import { createWorklist } from './plans.ts'
import { hourWords, momentWords, optionOf } from './words.ts'

/** Shifts of so many days back can be mended. */
const DAYS = 6
const TYPES = ['in', 'out', 'break_start', 'break_end'] as const
const LONGEST = 200

type Choice = {
  readonly key: string
  readonly start: number
  readonly planned?: PlannedShift
  readonly shift?: FoldedRecord
}

/** 补卡: which shift, which clock, when really, and why. A shift that nobody clocked into is written as planned in the same act. */
export default function FixForm(): JSX.Element {
  const phone = usePhone()
  const navigate = useNavigate()
  const back = useBack()
  const [search] = useSearchParams()
  const list = createWorklist(phone, createNow())
  const me = asPerson(phone.me.person.id)
  const choices = createMemo((): readonly Choice[] => {
    const at = list.at()
    const own = list.ofKind('shift').filter(({ fields }) => fields['workerId'] === me)
    const planned = plannedShifts(
      list.ofKind('roster_entry'),
      isoDate(at - DAYS * DAY),
      isoDate(at),
      list.ofKind('swap_request'),
    )
      .filter((one) => one.person === me && one.start <= at && !own.some((shift) => isOf(shift, one)))
      .map((one): Choice => ({ key: `${one.date} ${one.start}`, start: one.start, planned: one }))
    const shifts = own
      .filter(({ state, createdAt }) => state !== 'settled' && at - createdAt < DAYS * DAY)
      .map((shift): Choice => ({ key: shift.id, start: Number(shift.fields['plannedStart']), shift }))
    return [...planned, ...shifts].sort((a, b) => b.start - a.start)
  })
  const asked = () =>
    choices().find(
      ({ start, planned, shift }) =>
        (planned?.date ?? shift?.fields['date']) === search['date'] && String(start) === search['start'],
    )
  const [key, setKey] = createSignal<string>()
  const choice = () => choices().find((one) => one.key === key()) ?? asked() ?? choices()[0]
  const [type, setType] = createSignal<string>(search['type'] === 'in' ? 'in' : 'out')
  const [time, setTime] = createSignal<string>()
  const [reason, setReason] = createSignal('')
  const [tried, setTried] = createSignal(false)
  const [failed, setFailed] = createSignal(false)
  let busy = false
  const planned = () => {
    const one = choice()
    const end = one?.planned?.end ?? Number(one?.shift?.fields['plannedEnd'])
    return type() === 'in' ? (one?.start ?? 0) : end
  }
  const shown = () => time() ?? (Number.isFinite(planned()) ? hourWords(planned()) : '')
  /** The hour on the day of the shift; one that lies before its start is of the morning after. */
  const moment = (): number | undefined => {
    const one = choice()
    const midnight = one && fromIsoDate(isoDate(one.start))
    const [h = Number.NaN, m = Number.NaN] = shown().split(':').map(Number)
    if (!one || midnight === undefined || !Number.isFinite(h + m)) return undefined
    const at = midnight + h * HOUR + m * MINUTE
    return at < one.start - 6 * HOUR ? at + DAY : at
  }
  const owes = () => moment() === undefined || reason().trim() === ''

  async function save(): Promise<void> {
    setTried(true)
    const [one, at] = [choice(), moment()]
    if (!one || at === undefined || owes() || busy) return
    busy = true
    const role = phone.roleFor(CREW) ?? ''
    const area = phone.areaFor(role)
    const request = (shiftId: RecordId) => ({ personId: me, shiftId, clockType: type(), at, reason: reason().trim() })
    const planned = one.planned
    const shift: readonly Part[] = planned
      ? [{ kind: 'shift', create: () => ({ role, area, fields: shiftFields(planned, me) }) }]
      : []
    const saved = await phone.together([
      ...shift,
      {
        kind: 'clock_fix',
        create: ([made]) => ({ role, area, fields: request(made ?? (one.shift?.id as RecordId)) }),
      },
    ])
    busy = false
    if (saved.ok) navigate(`/saved/${saved.value.at(-1)}`, { replace: true })
    else setFailed(true)
  }

  return (
    <div class="phone">
      <header class="bar">
        <button type="button" class="back" aria-label={t('back')} onClick={back}>
          <i class="i i-chevron-left" aria-hidden="true" />
        </button>
        <h1>{t('askFix')}</h1>
      </header>
      <main>
        <Show when={choices().length > 0} fallback={<p class="block">{t('fixNone')}</p>}>
          <section class="sect">
            <label class="field">
              <span class="label">{t('fixWhich')}</span>
              <select
                class="input"
                data-testid="fix-shift"
                value={choice()?.key}
                onChange={(event) => setKey(event.currentTarget.value)}
              >
                <For each={choices()}>
                  {(one) => (
                    <option value={one.key}>
                      {momentWords(one.start)}{' '}
                      {optionOf('shift', 'shift_type', one.planned?.shiftType ?? one.shift?.fields['shiftType'])}
                    </option>
                  )}
                </For>
              </select>
            </label>
            <fieldset class="field">
              <legend class="label">{t('fixType')}</legend>
              <div class="chips">
                <For each={TYPES}>
                  {(one) => (
                    <label class="chip">
                      <input type="radio" name="clock-type" checked={type() === one} onClick={() => setType(one)} />
                      <span>{optionOf('shift', 'clock_type', one)}</span>
                    </label>
                  )}
                </For>
              </div>
            </fieldset>
            <label class="field" classList={{ problem: tried() && moment() === undefined }}>
              <span class="label">{t('fixAt')}</span>
              <input
                class="input"
                type="time"
                data-testid="fix-time"
                value={shown()}
                onInput={(event) => setTime(event.currentTarget.value)}
              />
              <span class="msg bad">{tried() && moment() === undefined ? t('stillMissing') : ''}</span>
            </label>
            <label class="field" classList={{ problem: tried() && reason().trim() === '' }}>
              <span class="label">{t('why')}</span>
              <textarea
                class="input"
                rows={3}
                maxLength={LONGEST}
                data-testid="fix-reason"
                value={reason()}
                onInput={(event) => setReason(event.currentTarget.value)}
              />
              <span class="msg" classList={{ bad: tried() && reason().trim() === '' }}>
                {tried() && reason().trim() === '' ? t('stillMissing') : t('missedNote')}
              </span>
            </label>
          </section>
        </Show>
      </main>
      <Show when={choices().length > 0}>
        <footer class="foot">
          <Show when={failed()}>
            <p class="msg bad" role="alert">
              {t('notSavedTitle')}。{t('notSavedTry')}
            </p>
          </Show>
          <button type="button" class="btn main" data-testid="fix-save" onClick={() => void save()}>
            {t('save')}
          </button>
        </footer>
      </Show>
    </div>
  )
}
