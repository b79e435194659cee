import '../words/late.ts'
import { useNavigate } from '@solidjs/router'
import { createMemo, createResource, createSignal, For, type JSX, Show } from 'solid-js'
import { deadlinesOf, worstOf } from '../../domain/deadline.ts'
import type { EventId } from '../../domain/ids.ts'
import type { Kind, Move } from '../../domain/kinds/define.ts'
import { kindOf, labelOf, roleName, stateOf } from '../../domain/kinds/registry.ts'
import type { Value } from '../../domain/record/event.ts'
import type { MoveRefusal } from '../../domain/record/folded.ts'
import { shapeOf } from '../../domain/record/marks.ts'
import { sentBackTo } from '../../domain/record/sent-back.ts'
import { CardMark, dueWords } from '../parts/card-mark.tsx'
import { ConflictNotice } from '../parts/conflict.tsx'
import { FactsBlock } from '../parts/facts-block.tsx'
import { History } from '../parts/history.tsx'
import { RecordPhotos } from '../parts/record-photos.tsx'
import { RecordPill } from '../parts/status.tsx'
import { Steps } from '../parts/trace.tsx'
import { keepScroll, useBack } from '../screens/phone-frame.tsx'
import { ReturnedNotice } from '../screens/returned.tsx'
import { Troubles } from '../screens/troubles.tsx'
import { StageFoot } from '../stages/stage-foot.tsx'
import { openStep } from '../stages/step.ts'
import { StepFields } from '../stages/step-fields.tsx'
import { plainRecords } from '../state/agenda.ts'
import { draftKeyOf } from '../state/form.ts'
import { othersOf } from '../state/linked.ts'
import { createNow } from '../state/now.ts'
import type { Clash, LocalRecord } from '../state/phone.ts'
import { usePhone } from '../state/phone-context.ts'
import { createPlace } from '../state/place.ts'
import { stepsOf } from '../state/steps.ts'
import { clockTime, lang, t } from '../words/words.ts'
import { ChecksBlock } from './checks-block.tsx'
import { OWN_PLACE } from './habits.ts'
import { PartsBlock, partsWords } from './parts-block.tsx'
import type { Sheet } from './sheets.ts'
import './works.css'

/** A piece of work that goes step by step: what was done, is now, comes next, with its photos side by side. */
export function WorksPage(props: { local: LocalRecord; sheet: Sheet }): JSX.Element {
  const phone = usePhone()
  const back = useBack('/')
  const record = () => props.local.record
  /** Each step is another form: what was half written for the last one is not its. */
  const stepKey = () => {
    const { id, state, chain, fields } = record()
    return `${id}:${state}:${chain.length}:${String(fields[props.sheet.doneBy] ?? '')}`
  }
  return (
    <div class="phone">
      <header class="bar">
        <button type="button" class="back" aria-label={t('back')} onClick={back}>
          <i class="i i-chevron-left" aria-hidden="true" />
        </button>
        <div>
          <h1>{props.sheet.title(phone, record())}</h1>
          <p class="sub">{props.sheet.where(phone, record())}</p>
        </div>
        <RecordPill record={props.local} short={true} />
      </header>
      <Show when={stepKey()} keyed>
        <Loaded local={props.local} sheet={props.sheet} />
      </Show>
    </div>
  )
}

type BodyProps = { readonly local: LocalRecord; readonly sheet: Sheet }

function Loaded(props: BodyProps): JSX.Element {
  const phone = usePhone()
  const kind = kindOf(props.local.record.kind) as Kind
  const [draft] = createResource(async () => ({
    kept: await phone.draft(draftKeyOf({ kind, record: props.local.record.id, start: {} })),
  }))
  return (
    <Show when={draft()} keyed>
      {({ kept }) => <Body local={props.local} sheet={props.sheet} kept={kept} />}
    </Show>
  )
}

function Body(props: BodyProps & { kept: Parameters<typeof openStep>[0]['kept'] }): JSX.Element {
  const phone = usePhone()
  const navigate = useNavigate()
  const record = () => props.local.record
  const kind = kindOf(record().kind) as Kind
  const now = createNow()
  const placing = createPlace()
  const others = createMemo(() => othersOf(plainRecords(phone)))
  const step = openStep({
    ...{ phone, kind, record, now, others, place: placing.place, kept: props.kept },
    habits: props.sheet.habits,
  })
  const [tried, setTried] = createSignal(false)
  const [history, setHistory] = createSignal(false)
  void phone.look(record().id)
  const due = createMemo(() =>
    worstOf(deadlinesOf(kind, record(), now(), { receivedAt: (event) => phone.receivedAt(event) })),
  )
  const named = (id: string): string => {
    const other = phone.records[id]
    return other ? phone.titleOf(other.record) : phone.nameOf(id)
  }
  const steps = createMemo(() => stepsOf(kind, record()))
  const main = () => step.main()?.move
  const isOver = () => Boolean(stateOf(kind, record().state)?.final)
  const mine = (move: string): string | undefined => {
    if (main()?.id !== move) return undefined
    return step.main()?.blocked ? undefined : (props.sheet.asks(record(), move) ?? t('yourStep'))
  }
  /** Parts are told by whoever is at it; afterwards they stand there. */
  const tellsParts = () => main()?.id === 'finish' && !step.main()?.blocked
  const parts = () => partsWords(record().fields['parts'])
  const subject = () => {
    const about = phone.records[String(record().fields[kind.subject ?? ''])]?.record ?? record()
    const known = kindOf(about.kind)
    return known && shapeOf(known, about.fields)
  }
  const settle = (clash: Clash, value: Value) =>
    void phone.settle(clash, phone.roleFor(kind.createdBy) ?? phone.me.grants[0]?.role ?? '', value)
  const edit = (only: readonly string[] = []) =>
    navigate(`/record/${record().id}/edit${only.length > 0 ? `?only=${only.join(',')}` : ''}`)
  const mayEdit = () => phone.roleFor([...kind.createdBy, ...step.offered().flatMap(({ move }) => move.by)])
  const roles = (move: Move | undefined) => (move?.by ?? []).map((id) => roleName(id, lang())).join(t('comma'))

  return (
    <>
      <main ref={keepScroll(record().id)}>
        <Troubles record={record()} kind={kind} />
        <section class="block with-card" data-testid="due">
          <Show when={due().dueAt}>
            <CardMark card={due().card} />
          </Show>
          <div>
            <p class="lead">
              {due().dueAt && !isOver()
                ? dueWords(due().dueAt as number, now())
                : labelOf(stateOf(kind, record().state), lang())}
            </p>
            <p class="sub">
              {[
                due().dueAt && !isOver() ? t('due', { time: clockTime(due().dueAt as number) }) : '',
                props.sheet.about(phone, record()),
              ]
                .filter(Boolean)
                .join(' · ')}
            </p>
          </div>
        </section>
        <ReturnedNotice phone={phone} record={record()}>
          <Show when={sentBackTo(record()) === record().createdBy && record().createdBy === phone.me.person.id}>
            <button type="button" class="btn" data-testid="mend" onClick={() => edit(record().returned?.fields)}>
              {t('mend')}
            </button>
          </Show>
        </ReturnedNotice>
        <Show when={props.sheet.owed(record())}>
          {(words) => (
            <section class="notice needs" data-testid="work-owed">
              <i class="i i-undo-2 l" aria-hidden="true" />
              <p class="lines">{words()}</p>
            </section>
          )}
        </Show>
        <For each={props.local.clashes}>
          {(clash) => (
            <ConflictNotice
              kind={kind}
              conflict={clash.conflict}
              named={named}
              onSettle={(value) => settle(clash, value)}
            />
          )}
        </For>
        <RecordPhotos
          kind={kind}
          record={record()}
          offered={step.offered().filter((one) => !one.blocked)}
          place={placing.place}
          title={props.sheet.photosTitle(record())}
        />
        <Steps
          kind={kind}
          steps={steps()}
          nameOf={phone.nameOf}
          mine={mine}
          body={
            <div class="stage-fields">
              <StepFields
                step={step}
                kind={kind}
                record={record()}
                place={placing.place}
                tried={tried()}
                without={OWN_PLACE}
              />
            </div>
          }
        />
        <Show when={kind.id === 'toilet_project' && record().state !== 'planned' && record().state !== 'approved'}>
          <ChecksBlock kind={kind} record={record()} owed={props.sheet.checks} />
        </Show>
        <Show
          when={tellsParts()}
          fallback={
            <Show when={parts()}>
              <section class="block">
                <p class="label">{t('partsWhich')}</p>
                <p>{parts()}</p>
              </section>
            </Show>
          }
        >
          <PartsBlock value={step.values()['parts']} onChange={(value) => step.set('parts', value)} />
        </Show>
        <FactsBlock kind={kind} record={record()} named={named} />
        <Show when={mayEdit()}>
          <div class="pad">
            <button type="button" class="btn plain" data-testid="edit-record" onClick={() => edit()}>
              {t('edit')}
            </button>
          </div>
        </Show>
        <details class="more" open={history()} onToggle={(event) => setHistory(event.currentTarget.open)}>
          <summary>
            {t('history')}
            <span class="sub">{t('visitsN', { n: record().history.length })}</span>
          </summary>
          <Show when={history()}>
            <History
              kind={kind}
              history={record().history}
              nameOf={phone.nameOf}
              named={named}
              subject={subject()}
              receivedAt={(event) => phone.receivedAt(event as EventId)}
            />
          </Show>
        </details>
      </main>
      <StageFoot
        step={step}
        kind={kind}
        record={record()}
        staged={true}
        onTried={() => setTried(true)}
        photoId={(label) => `field-photos${label[0]?.toUpperCase()}${label.slice(1)}`}
        failedWords={(fields) => t('workFailed', { fields })}
        blockedWords={(against) => blockedWords(against)}
        mainWord={(move) => props.sheet.mainWord(move)}
        lackWord={(field) => (field === 'checks' ? t('checksLack') : undefined)}
        isAside={(move) => !move.system}
        withAside={(move) => (move.id === 'wait_parts' ? { parts: step.values()['parts'] as Value } : {})}
      />
    </>
  )

  function blockedWords(against: MoveRefusal): string {
    switch (against.type) {
      case 'NotThePerson': {
        const person = record().fields[against.field]
        return person ? t('workGivenTo', { name: phone.nameOf(String(person)) }) : t('workGivenToNobody')
      }
      case 'OwnWork':
        return t('ruralBlockedOwn')
      case 'ConditionFalse':
        return props.sheet.refused(record())
      default:
        return t('workWaits', { role: roles(main()) })
    }
  }
}
