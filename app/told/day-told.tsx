import '../words/late.ts'
import '../style/told.css'
import { type Accessor, createEffect, createMemo, For, type JSX, on, Show } from 'solid-js'
import { DAY, SECOND } from '../../domain/clock.ts'
import { isCurrent, isUnseen, mustConfirm } from '../../domain/notice.ts'
import { addressesOf, isFor, type Why } from '../../domain/told.ts'
import { spanWords } from '../parts/card-mark.tsx'
import { plainRecords } from '../state/agenda.ts'
import type { LocalRecord } from '../state/phone.ts'
import { usePhone } from '../state/phone-context.ts'
import { clockTime, t } from '../words/words.ts'
import { OfficeNotices } from './office-notices.tsx'
import { placeOf } from './place.ts'
import { sound } from './tone.ts'

/** An answer is news so long. */
const NEWS = 3 * DAY
type Heard = { readonly local: LocalRecord; readonly why: Why; readonly event: string; readonly at: number }

/** What others tell this person: a call for help first, then notices, then answers. Known without a network. */
export function DayTold(props: { now: Accessor<number> }): JSX.Element {
  const phone = usePhone()
  const me = phone.me.person.id
  const heard = createMemo((): readonly Heard[] =>
    plainRecords(phone).flatMap((local) =>
      addressesOf(local.record)
        .filter(({ to }) => isFor(to, me, phone.me.grants, props.now()))
        .map(({ why, event }) => {
          const act = local.record.history.find((entry) => entry.id === event)
          return { local, why, event, at: act?.event.at ?? local.record.createdAt }
        }),
    ),
  )
  const calls = () => heard().filter((one) => one.why === 'sos' && one.local.record.createdBy !== me)
  const notices = createMemo(() =>
    heard()
      .filter(
        ({ why, local }) => why === 'notice' && isCurrent(local.record, props.now()) && isUnseen(local.record, me),
      )
      .sort((a, b) => Number(mustConfirm(b.local.record)) - Number(mustConfirm(a.local.record)) || b.at - a.at),
  )
  /** Those that must be confirmed stand one by one; the others take one line together, as the day itself has to show. */
  const must = () => notices().filter(({ local }) => mustConfirm(local.record))
  const others = () => notices().slice(must().length)
  const single = () => (others().length === 1 ? [...must(), ...others()] : must())
  const answers = () =>
    heard().filter(({ why, at, local }) => why === 'answered' && local.record.kind !== 'sos' && at > props.now() - NEWS)
  const mine = createMemo(() =>
    plainRecords(phone).filter(
      ({ record }) => record.kind === 'sos' && record.createdBy === me && ['raised', 'answered'].includes(record.state),
    ),
  )
  // What was there when the page opened is read, not heard.
  const events = createMemo(() => heard().map(({ event, why }) => `${why} ${event}`))
  createEffect(
    on(
      events,
      (now, before) => {
        const fresh = now.filter((one) => !before?.includes(one))
        if (fresh.length > 0) sound(fresh.some((one) => one.startsWith('sos')))
      },
      { defer: true },
    ),
  )

  return (
    <>
      <For each={mine()}>{(local) => <MyCall local={local} />}</For>
      <For each={calls()}>{(call) => <Call local={call.local} now={props.now()} />}</For>
      <OfficeNotices me={phone.me} />
      <Show when={notices().length > 0}>
        <ul class="rows" data-testid="notices">
          <For each={single()}>
            {({ local, at }) => (
              <li class="link">
                <a
                  class="row"
                  href={`/record/${local.record.id}`}
                  data-testid="notice-row"
                  data-record={local.record.id}
                >
                  <span>
                    <span class="t">{phone.titleOf(local.record)}</span>
                    <span class="sub">
                      {t('noticeFrom', { name: phone.nameOf(local.record.createdBy), time: clockTime(at) })}
                    </span>
                  </span>
                  <Show when={mustConfirm(local.record)}>
                    <span class="pill need">{t('noticeMust')}</span>
                  </Show>
                </a>
              </li>
            )}
          </For>
          <Show when={others().length > 1}>
            <li class="link">
              <a class="row" href="/records?kind=notice" data-testid="notices-more">
                <span>
                  <span class="t">{t('noticesNew', { n: others().length })}</span>
                  <span class="sub one-line">
                    {others()
                      .map(({ local }) => phone.titleOf(local.record))
                      .join(t('comma'))}
                  </span>
                </span>
                <i class="i i-chevron-right" aria-hidden="true" />
              </a>
            </li>
          </Show>
        </ul>
      </Show>
      <Show when={answers().length > 0}>
        <div class="head">
          <h2>{t('answeredNews', { n: answers().length })}</h2>
        </div>
        <ul class="rows" data-testid="answers">
          <For each={answers()}>
            {({ local, at }) => (
              <li class="link">
                <a class="row" href={`/record/${local.record.id}`} data-testid="answer-row">
                  <span>
                    <span class="t">{phone.titleOf(local.record)}</span>
                    <span class="sub">{clockTime(at)}</span>
                  </span>
                </a>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </>
  )
}

/** My own call: whether anybody knows of it, and who answered. Without a network nobody does, and that is said. */
function MyCall(props: { local: LocalRecord }): JSX.Element {
  const phone = usePhone()
  const record = () => props.local.record
  const answer = () => record().chain.findLast(({ move }) => move === 'answer')
  const words = () => {
    const by = answer()
    if (by) return t('sosYours', { name: phone.nameOf(by.by), time: clockTime(by.at) })
    return t(props.local.status === 'waiting' ? 'sosNotOut' : 'sosSentWait')
  }
  return (
    <section class="sos-alarm" role="alert" data-testid="my-sos" data-state={record().state}>
      <p class="lead">{words()}</p>
      <p class="calls">
        <a class="btn" href="tel:110">
          110
        </a>
        <a class="btn" href="tel:120">
          120
        </a>
        <a class="btn" href={`/record/${record().id}`}>
          {t('sosOpen')}
        </a>
      </p>
    </section>
  )
}

/** Somebody of mine calls: who, how long ago, where; one press to answer, one to call back. */
function Call(props: { local: LocalRecord; now: number }): JSX.Element {
  const phone = usePhone()
  const record = () => props.local.record
  const name = () => phone.nameOf(record().createdBy)
  const number = () => phone.me.team?.find(({ id }) => id === record().createdBy)?.phone
  const place = () => placeOf(record().fields['place'])
  const role = () => phone.roleFor(['team_leader', 'supervisor'])
  const late = () => props.now - record().createdAt > 30 * SECOND
  const answer = () => void phone.change(record().id, { role: role() ?? '', move: { move: 'answer', to: 'answered' } })
  return (
    <section class="sos-alarm" role="alert" data-testid="sos-call" data-record={record().id}>
      <p class="lead">{t('sosCalls', { name: name() })}</p>
      <p>
        {t('sosSince', { time: clockTime(record().createdAt), span: spanWords(props.now - record().createdAt) })}
        <Show when={late()}> · {t('sosOverdue')}</Show>
      </p>
      <p class="sub">{place() ? t('sosPlace', place() ?? {}) : t('sosNoPlace')}</p>
      <p class="calls">
        <Show when={number()}>
          {(tel) => (
            <a class="btn" href={`tel:${tel()}`} data-testid="call-person">
              {t('callPerson', { name: name() })}
            </a>
          )}
        </Show>
        <Show when={place()}>
          {(at) => (
            <a class="btn" href={`geo:${at().lat},${at().lon}?q=${at().lat},${at().lon}`}>
              {t('goThere')}
            </a>
          )}
        </Show>
        <Show when={role()}>
          <button type="button" class="btn main" data-testid="sos-answer" onClick={answer}>
            {t('sosAnswer')}
          </button>
        </Show>
      </p>
    </section>
  )
}
