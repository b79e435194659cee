import '../words/late.ts'
import './rural.css'
import { createMemo, createResource, createSignal, For, type JSX, Show } from 'solid-js'
import { deadlinesOf, worstOf } from '../../domain/deadline.ts'
import type { Kind } from '../../domain/kinds/define.ts'
import { enumOf, kindOf, labelOf, roleName, stateOf } from '../../domain/kinds/registry.ts'
import type { Value } from '../../domain/record/event.ts'
import type { FoldedRecord, MoveRefusal } from '../../domain/record/folded.ts'
import { masked } from '../../domain/record/mask.ts'
import { CardMark, dueWords } from '../parts/card-mark.tsx'
import { ConflictNotice } from '../parts/conflict.tsx'
import { FactsBlock } from '../parts/facts-block.tsx'
import { History } from '../parts/history.tsx'
import { RecordPill } from '../parts/status.tsx'
import { keepScroll, useBack } from '../screens/phone-frame.tsx'
import { ReturnedNotice } from '../screens/returned.tsx'
import { Troubles } from '../screens/troubles.tsx'
import { StageFoot } from '../stages/stage-foot.tsx'
import { openStep } from '../stages/step.ts'
import { plainRecords } from '../state/agenda.ts'
import { areaName } from '../state/areas.ts'
import { draftKeyOf } from '../state/form.ts'
import { othersOf } from '../state/linked.ts'
import { createNow } from '../state/now.ts'
import type { Clash, LocalRecord } from '../state/phone.ts'
import { usePhone } from '../state/phone-context.ts'
import { createPlace } from '../state/place.ts'
import { clockTime, dateWords, lang, t } from '../words/words.ts'
import { latrineHabits } from './habits.ts'
import { StageBody } from './stage-body.tsx'
import { type StageRow, stageRows } from './stage-rows.ts'

/** A latrine's stages with what each is judged by, its numbers and its photos, in place. */
export function LatrinePage(props: { local: LocalRecord }): JSX.Element {
  const phone = usePhone()
  const back = useBack('/')
  const record = () => props.local.record
  const home = () => phone.records[String(record().fields['householdId'] ?? '')]?.record
  const name = () => {
    const head = home()?.fields['headName']
    return typeof head === 'string' ? t('ruralHome', { name: masked('name', head) }) : phone.titleOf(record())
  }
  /** Each step is another form: what was half written for the last one is not its. */
  const stepKey = () => `${record().id}:${record().state}:${record().chain.length}`
  return (
    <div class="phone">
      <header class="bar">
        <button type="button" class="back" aria-label={t('back')} onClick={back}>
          <i class="i i-chevron-left" aria-hidden="true" />
        </button>
        <div>
          <h1>{name()}</h1>
          <p class="sub">
            {t('ruralWhere', { village: areaName(record().area), fileNo: String(record().fields['fileNo'] ?? '') })}
          </p>
        </div>
        <RecordPill record={props.local} short={true} />
      </header>
      <Show when={stepKey()} keyed>
        <Loaded local={props.local} />
      </Show>
    </div>
  )
}

function Loaded(props: { local: LocalRecord }): JSX.Element {
  const phone = usePhone()
  const kind = kindOf('latrine') as Kind
  const [draft] = createResource(async () => ({
    kept: await phone.draft(draftKeyOf({ kind, record: props.local.record.id, start: {} })),
  }))
  return (
    <Show when={draft()} keyed>
      {({ kept }) => <Body local={props.local} kept={kept} />}
    </Show>
  )
}

type Kept = Parameters<typeof openStep>[0]['kept']

function Body(props: { local: LocalRecord; kept: Kept }): JSX.Element {
  const phone = usePhone()
  const kind = kindOf('latrine') as Kind
  const now = createNow()
  const placing = createPlace()
  const record = () => props.local.record
  const others = createMemo(() => othersOf(plainRecords(phone)))
  const habits = latrineHabits(phone)
  const step = openStep({ phone, kind, record, now, others, place: placing.place, kept: props.kept, habits })
  const [tried, setTried] = createSignal(false)
  const [history, setHistory] = createSignal(false)
  void phone.look(record().id)
  const rows = createMemo(() => stageRows(kind, record()))
  const due = createMemo(() =>
    worstOf(deadlinesOf(kind, record(), now(), { receivedAt: (event) => phone.receivedAt(event) })),
  )
  const named = (id: string): string => {
    const other = phone.records[id]
    return other ? phone.titleOf(other.record) : phone.nameOf(id)
  }
  const roles = (row: StageRow) =>
    [...new Set(row.moves.flatMap((move) => move.by))].map((id) => roleName(id, lang())).join(t('comma'))
  const state = () => stateOf(kind, record().state)
  const head = () => {
    if (record().state === 'withdrawn') return t('ruralOut')
    if (state()?.final) return t('ruralOver')
    if (state()?.side) return labelOf(state(), lang())
    const move = rows().find((row) => row.at === 'now')?.moves[0]
    return t('ruralNow', { step: labelOf(move, lang()) })
  }
  const about = () => {
    const { latrineType, familySize } = record().fields
    const type = enumOf(kind, 'latrine_type').find((one) => one.id === latrineType)
    return [labelOf(type, lang()), typeof familySize === 'number' ? t('ruralPeople', { n: familySize }) : '']
      .filter(Boolean)
      .join(' · ')
  }
  const settle = (clash: Clash, value: Value) =>
    void phone.settle(clash, phone.roleFor(kind.createdBy) ?? phone.me.grants[0]?.role ?? '', value)

  return (
    <>
      <main ref={keepScroll(record().id)}>
        <Troubles record={record()} kind={kind} />
        <section class="block with-card" data-testid="latrine-now">
          <Show when={due().dueAt}>
            <CardMark card={due().card} />
          </Show>
          <div>
            <p class="lead">{head()}</p>
            <p class="sub">
              {[about(), due().dueAt ? dueWords(due().dueAt as number, now()) : ''].filter(Boolean).join(' · ')}
            </p>
          </div>
        </section>
        <ReturnedNotice phone={phone} record={record()} />
        <Show when={record().state === 'rectify'}>
          <section class="block" data-testid="rectify-items">
            <p class="label">{t('ruralToRectify')}</p>
            <p class="lead">{String(record().fields['rectifyItems'] ?? '')}</p>
            <p class="sub">{t('ruralRectifyBy', { day: String(record().fields['rectifyDue'] ?? '') })}</p>
          </section>
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
        <ol class="trace top-al stages">
          <For each={rows()}>
            {(row, i) => (
              <li classList={{ done: row.at === 'done', now: row.at === 'now' }}>
                <span class="node">
                  <Show when={row.at === 'done'} fallback={i() + 1}>
                    <i class="i i-check" aria-hidden="true" />
                  </Show>
                </span>
                <div class="stage">
                  <p class="t">
                    <For each={row.moves}>
                      {(move, n) => (
                        <span data-testid={`stage-${move.to}`} data-at={row.at}>
                          {n() > 0 ? t('comma') : ''}
                          {labelOf(move, lang())}
                        </span>
                      )}
                    </For>
                  </p>
                  <Show
                    when={row.at === 'now'}
                    fallback={<p class="sub">{row.to === undefined ? roles(row) : span(row)}</p>}
                  >
                    <StageBody
                      step={step}
                      kind={kind}
                      record={record()}
                      place={placing.place}
                      tried={tried()}
                      roles={roles(row)}
                    />
                  </Show>
                </div>
              </li>
            )}
          </For>
        </ol>
        <FactsBlock kind={kind} record={record()} named={named} />
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
              subject={undefined}
              receivedAt={(event) => phone.receivedAt(event as Parameters<typeof phone.receivedAt>[0])}
            />
          </Show>
        </details>
      </main>
      <StageFoot
        step={step}
        kind={kind}
        record={record()}
        onTried={() => setTried(true)}
        photoId={(label) => `take-${label}`}
        isAside={(move) => move.needsReason === true || move.id === 'rebuild'}
        failedWords={(fields) => t('ruralFailed', { fields })}
        blockedWords={(against) => blockedWords(against, kind, record())}
      />
    </>
  )
}

/** From the first of the row to the last, and how long ago. */
function span(row: StageRow): string {
  const { from = 0, to = 0 } = row
  return row.moves.length > 1 && dateWords(from) !== dateWords(to)
    ? `${dateWords(from)} – ${dateWords(to)}`
    : clockTime(to)
}

/** Why a step cannot be taken, in a sentence that says what to do. */
function blockedWords(against: MoveRefusal, kind: Kind, record: FoldedRecord): string {
  switch (against.type) {
    case 'OwnWork':
      return t('ruralBlockedOwn')
    case 'SampleTooSmall':
      return t('ruralBlockedSample', against)
    case 'NotAsNamed':
    case 'ConditionFalse': {
      const value = record.fields['exclusion']
      const option = enumOf(kind, 'house_exclusion').find((one) => one.id === value)
      if (record.state !== 'applied' || value === 'none') return t('ruralBlocked')
      return t('ruralExcluded', { why: labelOf(option, lang()) })
    }
    default:
      return stateOf(kind, record.state)?.final ? '' : t('ruralBlocked')
  }
}
