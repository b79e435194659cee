import { useNavigate, useParams } from '@solidjs/router'
import { For, type JSX, Show } from 'solid-js'
import type { EventId } from '../../domain/ids.ts'
import type { Kind, Move } from '../../domain/kinds/define.ts'
import { fieldOf, kindOf, labelOf, listedKinds, stateOf } from '../../domain/kinds/registry.ts'
import type { Value } from '../../domain/record/event.ts'
import { refusals } from '../../domain/record/guards.ts'
import { History } from '../parts/history.tsx'
import { RecordPill } from '../parts/status.tsx'
import { shownValue } from '../parts/value.ts'
import type { LocalRecord, Phone } from '../state/phone.ts'
import { usePhone } from '../state/phone-context.ts'
import { lang, t } from '../words/words.ts'
import { keepScroll, useBack } from './phone-frame.tsx'
import { ReturnedNotice } from './returned.tsx'

type Props = {
  readonly phone: Phone
  readonly local: LocalRecord
  readonly onBack: () => void
  readonly onEdit: (only: readonly string[] | undefined) => void
  readonly onNew: (kind: Kind, subject: string) => void
  /** Kinds whose subject is a record of this kind. */
  readonly about: readonly Kind[]
}

export function RecordPage(): JSX.Element {
  const phone = usePhone()
  const params = useParams()
  const navigate = useNavigate()
  const back = useBack('/records')
  const about = (kind: string) =>
    listedKinds().filter(
      (one) =>
        phone.roleFor(one.createdBy) !== undefined &&
        one.fields.some((field) => field.id === one.subject && field.of === kind),
    )
  return (
    <Show when={phone.records[params['id'] ?? '']}>
      {(local) => (
        <Page
          phone={phone}
          local={local()}
          about={about(local().record.kind)}
          onBack={back}
          onNew={(kind, subject) => navigate(`/new/${kind.id}?subject=${subject}`)}
          onEdit={(only) =>
            navigate(`/record/${local().record.id}/edit${only?.length ? `?only=${only.join(',')}` : ''}`)
          }
        />
      )}
    </Show>
  )
}

/** The page of any record: its state, what is owed, its fields, what may be done next, its history. */
function Page(props: Props): JSX.Element {
  const record = () => props.local.record
  const kind = () => kindOf(record().kind)
  const named = (id: string): string => {
    const other = props.phone.records[id]
    return other ? props.phone.titleOf(other.record) : props.phone.nameOf(id)
  }
  const roles = () => props.phone.me.grants.map((grant) => grant.role)
  /** Moves that this person may make now; what stands against one is judged by the same rules as the fold. */
  const moves = (): readonly { move: Move; role: string }[] =>
    (kind()?.moves ?? []).flatMap((move) => {
      const role = roles().find((one) => move.by.includes(one))
      if (!role || !kind() || move.needsReason) return []
      const attempt = { by: props.phone.me.person.id, role, at: Date.now() }
      const photos = new Map<string, number>()
      for (const photo of record().photos) photos.set(photo.label, (photos.get(photo.label) ?? 0) + 1)
      const chain = [{ move: 'create', by: record().createdBy, at: record().createdAt }, ...record().chain]
      const against = refusals(move, attempt, {
        kind: kind() as Kind,
        state: record().state,
        fields: record().fields,
        chain,
        photos,
      })
      return against.length === 0 ? [{ move, role }] : []
    })
  const settle = (field: string, value: Value) =>
    void props.phone.change(record().id, { role: roles()[0] ?? '', set: { [field]: value } })
  return (
    <div class="phone">
      <header class="bar">
        <button type="button" class="back" aria-label={t('back')} onClick={props.onBack}>
          <i class="i i-chevron-left" aria-hidden="true" />
        </button>
        <div>
          <h1>{props.phone.titleOf(record())}</h1>
          <p class="sub">
            {labelOf(kind(), lang())} · {labelOf(kind() && stateOf(kind() as Kind, record().state), lang())}
          </p>
        </div>
        <RecordPill record={props.local} />
      </header>
      <main ref={keepScroll(record().id)}>
        <Show when={kind()}>
          {(known) => (
            <>
              <ReturnedNotice phone={props.phone} record={record()}>
                <button
                  type="button"
                  class="btn"
                  data-testid="mend"
                  onClick={() => props.onEdit(record().returned?.fields)}
                >
                  {t('mend')}
                </button>
              </ReturnedNotice>
              <For each={record().conflicts}>
                {(conflict) => (
                  <div class="notice needs" data-testid={`conflict-${conflict.field}`}>
                    <i class="i i-circle-alert" aria-hidden="true" />
                    <div class="stack">
                      <p>{t('conflict', { field: labelOf(fieldOf(known(), conflict.field), lang()) })}</p>
                      <For each={conflict.values}>
                        {(value) => (
                          <button type="button" class="btn" onClick={() => settle(conflict.field, value.value)}>
                            {t('take', { value: shown(known(), conflict.field, value.value, named) })}
                          </button>
                        )}
                      </For>
                    </div>
                  </div>
                )}
              </For>
              <section class="block">
                <dl class="facts">
                  <For each={known().fields.filter((field) => record().fields[field.id] !== undefined)}>
                    {(field) => (
                      <div>
                        <dt>{labelOf(field, lang())}</dt>
                        <dd>{shownValue(known(), field, record().fields[field.id], named)}</dd>
                      </div>
                    )}
                  </For>
                </dl>
              </section>
              <div class="head">
                <h2>{t('history')}</h2>
              </div>
              <History
                kind={known()}
                history={record().history}
                nameOf={named}
                receivedAt={(event) => props.phone.receivedAt(event as EventId)}
              />
            </>
          )}
        </Show>
      </main>
      <div class="foot stack">
        <For each={props.about}>
          {(next) => (
            <button
              type="button"
              class="btn main"
              data-testid={`new-${next.id}`}
              onClick={() => props.onNew(next, record().id)}
            >
              {t('new', { kind: labelOf(next, lang()) })}
            </button>
          )}
        </For>
        <For each={moves()}>
          {({ move, role }) => (
            <button
              type="button"
              class="btn"
              data-testid={`move-${move.to}`}
              onClick={() => void props.phone.change(record().id, { role, move: { move: move.id, to: move.to } })}
            >
              {labelOf(move, lang())}
            </button>
          )}
        </For>
        <button type="button" class="btn" data-testid="edit-record" onClick={() => props.onEdit(undefined)}>
          <i class="i i-pencil-line" aria-hidden="true" />
        </button>
      </div>
    </div>
  )
}

const shown = (kind: Kind, fieldId: string, value: Value, named: (id: string) => string): string => {
  const field = fieldOf(kind, fieldId)
  return field ? shownValue(kind, field, value, named) : String(value)
}
