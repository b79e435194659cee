import { createSignal, For, type JSX, onMount, Show, Suspense } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import { kindOf, labelOf, listedKinds } from '../../domain/kinds/registry.ts'
import { endEarlyDay } from '../early/early-day.tsx'
import { awayWords } from '../parts/away.ts'
import { CoverageBlock } from '../parts/coverage-block.tsx'
import { DoneRow } from '../parts/done-row.tsx'
import { DueItemRow } from '../parts/due-row.tsx'
import { mendHref, RecordRow } from '../parts/record-rows.tsx'
import { createAgenda } from '../state/agenda.ts'
import { areaName } from '../state/areas.ts'
import { dailyKinds, otherKinds } from '../state/daily.ts'
import { hasDesk } from '../state/desk-roles.ts'
import { keepHead } from '../state/keep-head.ts'
import { lastFix, lookAround } from '../state/last-fix.ts'
import { createNow } from '../state/now.ts'
import { usePhone } from '../state/phone-context.ts'
import { createSettled } from '../state/settled.ts'
import { createStable } from '../state/stable.ts'
import { clockTime, dateWords, lang, t } from '../words/words.ts'
import { dayParts } from './day-parts.ts'
import { draftAddress } from './drafts.ts'
import { Tab } from './phone-frame.tsx'

/** Begins with the code at the door. */
const SCANNED = 'toilet_check'
const AT_ONCE = 12
const MORE = 20
const DONE_SHOWN = 3
const NEEDS_SHOWN = 3

/** What needs me, what is half written, what it is my turn for, the homes that are due. Never names of residents. */
export function Today(): JSX.Element {
  const phone = usePhone()
  const now = createNow()
  const agenda = createAgenda(phone, now)
  const [shown, setShown] = createSignal(AT_ONCE)
  const roles = phone.me.grants.map((grant) => grant.role)
  const kinds = () => dailyKinds(roles).filter((kind) => phone.roleFor(kind.createdBy) !== undefined)
  const parts = dayParts.filter((part) => part.roles.some((role) => roles.includes(role)))
  /** Some work of this phone's kinds can come to this person at all. */
  const hasPart = () =>
    listedKinds().some(
      (kind) =>
        kind.room === 'quarter' &&
        (phone.roleFor(kind.createdBy) !== undefined || kind.moves.some(({ by }) => phone.roleFor(by) !== undefined)),
    )
  const held = () => Object.keys(phone.records).length
  const settled = createSettled(held)
  const items = createStable(
    agenda.items,
    (one) => one.key,
    () => !settled(),
  )
  onMount(() => void lookAround())
  endEarlyDay()
  keepHead(phone, () =>
    settled()
      ? {
          lang: lang(),
          at: Date.now(),
          place: place(),
          lines: items()
            .slice(0, AT_ONCE)
            .map(({ key, title, why, dueAt, card, href }) => ({
              key,
              title,
              why,
              ...(dueAt === undefined ? {} : { dueAt }),
              card,
              href,
            })),
          heading: heading(),
          needs: needs().length,
          ...(agenda.coverage().of > 0 ? { shares: agenda.coverage() } : {}),
          make: kinds().map((kind) => ({ href: `/new/${kind.id}`, label: t('new', { kind: labelOf(kind, lang()) }) })),
        }
      : undefined,
  )
  const needs = agenda.needs
  /** Homes are walked to, everything else is done. */
  const heading = () => {
    const homes = agenda.due().length
    return homes > 0 && homes === items().length ? t('dueNow', { n: homes }) : t('dueAll', { n: items().length })
  }
  const done = () => agenda.doneToday()
  const place = () => {
    const area = phone.me.grants[0]?.area
    return area ? areaName(area) : ''
  }
  const sub = () => {
    const day = dateWords(now())
    return place() ? t('todayWhere', { day, place: place() }) : day
  }
  const nothing = () => needs().length + items().length + done().length + phone.drafts().length === 0 && settled()
  const foot = () => (
    <Show when={kinds().length > 0}>
      <footer class="foot stack">
        <For each={kinds()}>
          {(kind) => (
            <a class="btn main" href={`/new/${kind.id}`} data-testid={`new-${kind.id}`}>
              <i class={`i ${kind.id === SCANNED ? 'i-qr-code' : 'i-plus'}`} aria-hidden="true" />
              {kind.id === SCANNED ? t('scanDoor') : t('new', { kind: labelOf(kind, lang()) })}
            </a>
          )}
        </For>
      </footer>
    </Show>
  )
  return (
    <Tab tab="today" sub={sub()} foot={foot()}>
      <Show when={!settled() && (held() > 0 || phone.online() || phone.linking())}>
        <p class="block" role="status" data-testid="filling">
          {held() > 0 ? t('filling', { n: held() }) : t('fillingFirst')}
        </p>
      </Show>
      <Show when={settled() && agenda.coverage().of > 0}>
        <CoverageBlock shares={agenda.coverage()} />
      </Show>
      <For each={settled() ? parts : []}>
        {(part) => (
          <Suspense>
            <Dynamic component={part.view} now={now} />
          </Suspense>
        )}
      </For>
      <Show when={needs().length > 0}>
        <div class="head">
          <h2 class="need">{t('needsYou', { n: needs().length })}</h2>
          <Show when={needs().length > NEEDS_SHOWN}>
            <a class="sub acc" href="/records?status=needs">
              {t('seeThem', { n: needs().length })}
            </a>
          </Show>
        </div>
        <ul class="rows">
          <For each={needs().slice(0, NEEDS_SHOWN)}>
            {(local) => (
              <li class="link">
                <RecordRow phone={phone} local={local} href={mendHref(local, phone.me.person.id)} />
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Show when={phone.drafts().length > 0}>
        <div class="head">
          <h2>{t('unfinished', { n: phone.drafts().length })}</h2>
        </div>
        <ul class="rows">
          <For each={phone.drafts()}>
            {(draft) => (
              <li class="link">
                <a class="row" href={draftAddress(draft)} data-testid="draft-row">
                  <span>
                    <span class="t">{draftTitle(draft)}</span>
                    <span class="sub">{t('halfWritten', { time: clockTime(draft.at) })}</span>
                  </span>
                  <span class="pill draft">
                    <i class="i i-pencil-line" aria-hidden="true" />
                    {t('draft')}
                  </span>
                </a>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Show when={items().length > 0 || done().length > 0}>
        <div class="head">
          <h2>{items().length > 0 ? heading() : t('doneToday', { n: done().length })}</h2>
          <Show when={items().length > 1}>
            <span class="sub">{lastFix() ? t('dueNear') : t('dueSorted')}</span>
          </Show>
        </div>
        <ol class="trace">
          <For each={done().slice(0, items().length > 0 ? DONE_SHOWN : shown())}>
            {(local) => <DoneRow phone={phone} local={local} />}
          </For>
          <For each={items().slice(0, shown())}>
            {(one, at) => <DueItemRow item={one} n={at() + 1} now={now()} away={awayWords(one.place)} />}
          </For>
        </ol>
      </Show>
      <Show when={items().length > shown()}>
        <button type="button" class="btn plain" data-testid="more-rows" onClick={() => setShown(shown() + MORE)}>
          {t('moreDue', { n: Math.min(MORE, items().length - shown()) })}
        </button>
      </Show>
      <Show when={otherKinds(roles).length > 0}>
        <a class="btn plain" href="/new" data-testid="new-other">
          {t('newOther')}
        </a>
      </Show>
      <Show when={nothing()}>
        <div class="blank">
          <p class="lead">{hasPart() ? t('nothingDue') : t('roleLater')}</p>
          <p>{kinds().length > 0 ? t('nothingDueNote') : hasPart() ? t('nothingNew') : t('roleLaterNote')}</p>
          <Show when={!hasPart() && held() > 0}>
            <p>{t('roleLook')}</p>
          </Show>
          <Show when={hasDesk(phone.me.grants)}>
            <p data-testid="at-desk">{t('dayAtDesk')}</p>
          </Show>
        </div>
      </Show>
    </Tab>
  )

  function draftTitle(draft: ReturnType<typeof phone.drafts>[number]): string {
    const subject = draft.record ?? draft.key.split(':')[2] ?? ''
    const named = phone.records[subject]
    const kind = labelOf(kindOf(draft.kind), lang())
    return named ? `${phone.titleOf(named.record)} · ${kind}` : kind
  }
}
