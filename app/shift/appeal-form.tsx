import '../style/shift.css'
import '../words/late.ts'
import { useNavigate, useParams } from '@solidjs/router'
import { createSignal, For, type JSX, Show } from 'solid-js'
import type { FoldedRecord } from '../../domain/record/folded.ts'
import { contestable, contestUntil, exceptionOf } from '../../domain/shift/appeal.ts'
import { endedAt, startedAt } from '../../domain/shift/clock.ts'
import { useBack } from '../screens/phone-frame.tsx'
import { createNow } from '../state/now.ts'
import { usePhone } from '../state/phone-context.ts'
import { dayWords, t } from '../words/words.ts'
import { CREW } from './crew.ts'
import { hourWords, momentWords, optionOf } from './words.ts'

/** What a worker may say is wrong; what was on leave is asked for as leave. */
const ABOUT = ['absent', 'late', 'early_leave', 'missed_clock', 'off_route', 'no_fix'] as const
const LONGEST = 500

/** 申诉: what was decided about the shift, what is wrong with it, and why. Written without a network as well. */
export default function AppealForm(): JSX.Element {
  const phone = usePhone()
  const back = useBack('/shift')
  const params = useParams()
  const now = createNow()
  const shift = () => phone.records[params['id'] ?? '']?.record
  const open = () => {
    now()
    const one = shift()
    return one && contestable(one, phone.serverNow()) ? one : undefined
  }
  return (
    <div class="phone">
      <header class="bar">
        <button type="button" class="back" aria-label={t('back')} onClick={back}>
          <i class="i i-chevron-left" aria-hidden="true" />
        </button>
        <h1>{t('contest')}</h1>
      </header>
      <Show
        when={open()}
        fallback={
          <main>
            <p class="block">{t('contestOver')}</p>
          </main>
        }
      >
        {(one) => <Form shift={one()} />}
      </Show>
    </div>
  )
}

function Form(props: { shift: FoldedRecord }): JSX.Element {
  const phone = usePhone()
  const navigate = useNavigate()
  const [about, setAbout] = createSignal(exceptionOf(props.shift))
  const [reason, setReason] = createSignal('')
  const [tried, setTried] = createSignal(false)
  const [failed, setFailed] = createSignal(false)
  const owed = () => reason().trim() === ''
  const decision = () => props.shift.chain.findLast(({ move }) => move === 'confirm' || move === 'mark_absent')
  const clocked = () => {
    const [from, to] = [startedAt(props.shift), endedAt(props.shift)]
    if (from === undefined) return t('notClocked')
    return `${hourWords(from)}–${to === undefined ? '' : hourWords(to)}`
  }
  let busy = false
  async function save(): Promise<void> {
    setTried(true)
    if (owed() || busy) return
    busy = true
    // Once it is written there is nothing left to contest, and this form is gone.
    const { id } = props.shift
    const exception = about()
    const said = reason().trim()
    const saved = await phone.change(id, {
      role: phone.roleFor(CREW) ?? '',
      set: { appeal: { reason: said, ...(exception ? { exception } : {}) } },
      move: { move: 'dispute', to: 'disputed', note: said },
    })
    busy = false
    if (saved.ok) navigate(`/saved/${id}`, { replace: true })
    else setFailed(true)
  }
  return (
    <>
      <main>
        <section class="block">
          <p class="lead">
            {t(props.shift.state === 'absent' ? 'markedAbsent' : 'confirmedDay', {
              day: dayWords(Number(props.shift.fields['plannedStart'])),
            })}
          </p>
          <p>{clocked()}</p>
          <Show when={decision()}>
            {(step) => (
              <p class="sub">
                {phone.nameOf(step().by)} {momentWords(step().at)}
                {step().note ? `：${step().note}` : ''}
              </p>
            )}
          </Show>
        </section>
        <section class="sect">
          <fieldset class="field">
            <legend class="label">{t('contestAbout')}</legend>
            <div class="chips">
              <For each={ABOUT}>
                {(one) => (
                  <label class="chip">
                    <input type="radio" name="about" checked={about() === one} onClick={() => setAbout(one)} />
                    <span>{optionOf('shift', 'exception', one)}</span>
                  </label>
                )}
              </For>
            </div>
          </fieldset>
          <label class="field" classList={{ problem: tried() && owed() }}>
            <span class="label">{t('contestWhy')}</span>
            <textarea
              class="input"
              rows={4}
              maxLength={LONGEST}
              data-testid="contest-reason"
              aria-invalid={tried() && owed()}
              value={reason()}
              onInput={(event) => setReason(event.currentTarget.value)}
            />
            <span class="msg" classList={{ bad: tried() && owed() }}>
              {tried() && owed()
                ? t('stillMissing')
                : t('contestUntil', { time: momentWords(contestUntil(props.shift) ?? 0) })}
            </span>
          </label>
        </section>
      </main>
      <footer class="foot">
        <Show when={failed()}>
          <p class="msg bad" role="alert">
            {t('notSavedTitle')}。{t('notSavedTry')}
          </p>
        </Show>
        <button type="button" class="btn main" data-testid="contest-save" onClick={() => void save()}>
          {t('contestSend')}
        </button>
      </footer>
    </>
  )
}
