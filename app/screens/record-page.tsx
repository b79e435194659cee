import '../words/late.ts'
import { useNavigate, useParams, useSearchParams } from '@solidjs/router'
import { createEffect, createMemo, createSignal, For, type JSX, lazy, Show, Suspense } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import { deadlinesOf, worstOf } from '../../domain/deadline.ts'
import type { EventId } from '../../domain/ids.ts'
import type { Kind } from '../../domain/kinds/define.ts'
import { kindOf, labelOf, stateOf } from '../../domain/kinds/registry.ts'
import type { Value } from '../../domain/record/event.ts'
import { shapeOf } from '../../domain/record/marks.ts'
import { offeredMoves } from '../../domain/record/moves.ts'
import { sentBackTo } from '../../domain/record/sent-back.ts'
import { maySeeReached } from '../../domain/told.ts'
import { ConflictNotice } from '../parts/conflict.tsx'
import { DueBlock } from '../parts/due-block.tsx'
import { EntryHead } from '../parts/entry-head.tsx'
import { FactsBlock } from '../parts/facts-block.tsx'
import { History } from '../parts/history.tsx'
import { MovesFoot } from '../parts/moves-foot.tsx'
import { Reach } from '../parts/reach.tsx'
import { RecordPhotos } from '../parts/record-photos.tsx'
import { Sheet } from '../parts/sheet.tsx'
import { RecordPill } from '../parts/status.tsx'
import { Steps } from '../parts/trace.tsx'
import { kindsAbout, Visits } from '../parts/visits.tsx'
import { plainRecords } from '../state/agenda.ts'
import { areaName } from '../state/areas.ts'
import { othersOf } from '../state/linked.ts'
import { createNow } from '../state/now.ts'
import type { Clash, LocalRecord } from '../state/phone.ts'
import { usePhone } from '../state/phone-context.ts'
import { createPlace } from '../state/place.ts'
import { stepsOf } from '../state/steps.ts'
import { mainTitle, resultOf, shortLabel } from '../state/titles.ts'
import { lang, t } from '../words/words.ts'
import { ownPages } from './own-pages.ts'
import { keepScroll, useBack } from './phone-frame.tsx'
import { ReturnedNotice } from './returned.tsx'
import { Troubles } from './troubles.tsx'

const ToiletState = lazy(() =>
  import('../toilet/state-block.tsx').then(({ ToiletState }) => ({ default: ToiletState })),
)
const Reached = lazy(() => import('../told/reached.tsx').then(({ Reached }) => ({ default: Reached })))

/** The page of any record; some kinds have one of their own. */
export function RecordPage(): JSX.Element {
  const phone = usePhone()
  const params = useParams()
  const local = () => phone.records[params['id'] ?? '']
  return (
    <Show when={ownPages[local()?.record.kind ?? '']} fallback={<DeclaredPage />}>
      {(own) => <Show when={local()}>{(shown) => <Dynamic component={own()} local={shown()} />}</Show>}
    </Show>
  )
}

/** Drawn from the declaration: what is owed, what it says, what may be done next, what was done. */
function DeclaredPage(): JSX.Element {
  const phone = usePhone()
  const params = useParams()
  const back = useBack('/records')
  const local = () => phone.records[params['id'] ?? '']
  const kind = () => kindOf(local()?.record.kind ?? '')
  return (
    <div class="phone">
      <header class="bar">
        <button type="button" class="back" aria-label={t('back')} onClick={back}>
          <i class="i i-chevron-left" aria-hidden="true" />
        </button>
        <Show when={local()} fallback={<h1>{t('notFound')}</h1>}>
          {(shown) => (
            <>
              <div>
                <h1>{mainTitle(phone, shown().record)}</h1>
                <p class="sub">
                  {[
                    shown().record.kind === 'household' ? areaName(shown().record.area) : shortLabel(kind()),
                    resultOf(shown().record),
                    labelOf(kind() && stateOf(kind() as Kind, shown().record.state), lang()),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </p>
              </div>
              <RecordPill record={shown()} short={true} />
            </>
          )}
        </Show>
      </header>
      <Show when={local()} fallback={<p class="pad sub">{t('notFoundNote')}</p>}>
        {(shown) => (
          <Show when={kind()} keyed fallback={<p class="pad">{t('unknownKind')}</p>}>
            {(known) => <Body kind={known} local={shown()} />}
          </Show>
        )}
      </Show>
    </div>
  )
}

function Body(props: { kind: Kind; local: LocalRecord }): JSX.Element {
  const phone = usePhone()
  const navigate = useNavigate()
  const now = createNow()
  const [history, setHistory] = createSignal(false)
  const placing = props.kind.evidence.some((one) => one.type === 'near') ? createPlace() : undefined
  const record = () => props.local.record
  const id = createMemo(() => record().id)
  // When others' events came in, and which photos arrived, only the server knows.
  createEffect(() => phone.online() && void phone.look(id()))
  const roles = phone.me.grants.map((grant) => grant.role)
  const held = createMemo(() => othersOf(plainRecords(phone)))
  const offered = createMemo(() => {
    const who = { person: phone.me.person.id, roles, switches: phone.org().switches }
    return offeredMoves(props.kind, record(), who, now(), held()).filter((one) => !one.blocked)
  })
  const named = (id: string): string => {
    const other = phone.records[id]
    return other ? phone.titleOf(other.record) : phone.nameOf(id)
  }
  const due = createMemo(() =>
    worstOf(deadlinesOf(props.kind, record(), now(), { receivedAt: (event) => phone.receivedAt(event) })),
  )
  /** Where the thing is that this record is about. */
  const aboutShape = () => {
    const subject = phone.records[String(record().fields[props.kind.subject ?? ''])]?.record ?? record()
    const known = kindOf(subject.kind)
    return known && shapeOf(known, subject.fields)
  }
  const mayMake = () => kindsAbout(props.kind.id).filter((one) => phone.roleFor(one.createdBy) !== undefined)
  const mayEdit = () => phone.roleFor([...props.kind.createdBy, ...(offered()[0]?.move.by ?? [])]) !== undefined
  const isEntry = props.kind.room !== 'quarter'
  const steps = createMemo(() => (isEntry ? [] : stepsOf(props.kind, record())))
  const settle = (clash: Clash, value: Value) => {
    const role = phone.roleFor(kindOf(clash.kind)?.createdBy ?? []) ?? roles[0] ?? ''
    void phone.settle(clash, role, value)
  }
  const edit = (only?: readonly string[], move?: string, options?: { readonly replace: boolean }) => {
    const about = new URLSearchParams({
      ...(only?.length ? { only: only.join(',') } : {}),
      ...(move ? { do: move } : {}),
    })
    navigate(`/record/${record().id}/edit${about.size > 0 ? `?${about}` : ''}`, options)
  }
  const mine = (move: string): string | undefined =>
    offered().some((one) => one.move.id === move) ? t('yourStep') : undefined

  /** What the day's line is there for opens at once: the form of what it lacks, or the step as a sheet. */
  const [search] = useSearchParams()
  const asked = offered().find(({ move }) => move.id === search['do'])
  const lacks = (asked?.missing ?? []).flatMap((one) => (one.type === 'photo' ? [] : [one.field]))
  // Photos are looked at on the page: its foot has the step.
  const asSheet = asked?.missing.length === 0 && props.local.status !== 'needs' && record().photos.length === 0
  const [acting, setActing] = createSignal(asSheet)
  if (asked && lacks.length > 0 && lacks.length === asked.missing.length) edit(lacks, asked.move.id, { replace: true })
  const foot = () => (
    <MovesFoot
      kind={props.kind}
      record={record()}
      offered={offered()}
      about={mayMake()}
      place={() => placing?.place()}
      onEdit={mayEdit() ? edit : undefined}
      onMade={() => setActing(false)}
    />
  )

  return (
    <>
      <main ref={keepScroll(record().id)}>
        <Troubles record={record()} kind={props.kind} />
        <ReturnedNotice phone={phone} record={record()}>
          <Show
            when={
              sentBackTo(record()) === record().createdBy &&
              (record().createdBy === phone.me.person.id || offered().length > 0)
            }
          >
            <button type="button" class="btn" data-testid="mend" onClick={() => edit(record().returned?.fields)}>
              {t('mend')}
            </button>
          </Show>
        </ReturnedNotice>
        <For each={props.local.clashes}>
          {(clash) => (
            <ConflictNotice
              kind={kindOf(clash.kind) ?? props.kind}
              conflict={clash.conflict}
              named={named}
              onSettle={(value) => settle(clash, value)}
            />
          )}
        </For>
        <Show when={isEntry} fallback={<DueBlock due={due()} now={now()} />}>
          <EntryHead local={props.local} now={now()} />
        </Show>
        <Show when={record().kind === 'asset' && record().fields['assetType'] === 'toilet'}>
          <ToiletState toilet={record().id} />
        </Show>
        <Show when={maySeeReached(record(), phone.me.person.id, phone.me.grants, now())}>
          <Suspense>
            <Reached record={record()} />
          </Suspense>
        </Show>
        <RecordPhotos kind={props.kind} record={record()} offered={offered()} place={() => placing?.place()} />
        <Show when={steps().length > 0}>
          <div class="head">
            <h2>{t('steps')}</h2>
          </div>
          <Steps kind={props.kind} steps={steps()} nameOf={phone.nameOf} mine={mine} />
        </Show>
        <FactsBlock kind={props.kind} record={record()} named={named} />
        <Show when={isEntry}>
          <Reach kind={props.kind} record={record()} />
          <Visits record={record()} />
        </Show>
        <details class="more" open={history()} onToggle={(event) => setHistory(event.currentTarget.open)}>
          <summary>
            {t('history')}
            <span class="sub">{t('visitsN', { n: record().history.length })}</span>
          </summary>
          <Show when={history()}>
            <History
              kind={props.kind}
              history={record().history}
              nameOf={phone.nameOf}
              named={named}
              subject={aboutShape()}
              receivedAt={(event) => phone.receivedAt(event as EventId)}
            />
          </Show>
        </details>
      </main>
      <Show when={acting()} fallback={foot()}>
        <Sheet title={mainTitle(phone, record())} testId="act-sheet" onClose={() => setActing(false)} foot={foot()}>
          <DueBlock due={due()} now={now()} />
          <FactsBlock kind={props.kind} record={record()} named={named} />
        </Sheet>
      </Show>
    </>
  )
}
