import { useNavigate, useParams, useSearchParams } from '@solidjs/router'
import { createMemo, createSignal, For, type JSX, onMount, Show } from 'solid-js'
import { createStore } from 'solid-js/store'
import type { RecordId } from '../../domain/ids.ts'
import type { Field, Kind } from '../../domain/kinds/define.ts'
import { kindOf, labelOf, stateOf } from '../../domain/kinds/registry.ts'
import type { Fields, Value } from '../../domain/record/event.ts'
import { checkValue, isVisible, missingFields, neededFields } from '../../domain/record/values.ts'
import { FieldInput, type Option } from '../parts/field-input.tsx'
import type { Phone } from '../state/phone.ts'
import { usePhone } from '../state/phone-context.ts'
import { createPlace } from '../state/place.ts'
import { clockTime, lang, t } from '../words/words.ts'
import { useBack } from './phone-frame.tsx'

type Props = {
  readonly phone: Phone
  readonly kind: Kind
  /** An existing record: the form then holds only `only`, or all fields, and saves a new event over it. */
  readonly record?: RecordId
  readonly only?: readonly string[]
  readonly start?: Fields
  readonly onSaved: (record: RecordId) => void
  readonly onBack: () => void
}

/** A new record of the kind in the address; `?subject=` names what it is about. */
export function RecordNew(): JSX.Element {
  const phone = usePhone()
  const params = useParams()
  const [search] = useSearchParams()
  const navigate = useNavigate()
  const back = useBack()
  const kind = () => kindOf(params['kind'] ?? '')
  return (
    <Show when={kind()} keyed>
      {(known) => (
        <RecordForm
          phone={phone}
          kind={known}
          start={known.subject && typeof search['subject'] === 'string' ? { [known.subject]: search['subject'] } : {}}
          onBack={back}
          onSaved={(id) => navigate(`/saved/${id}`, { replace: true })}
        />
      )}
    </Show>
  )
}

/** A new event over a record that is there; `?only=` holds the fields that were returned. */
export function RecordEdit(): JSX.Element {
  const phone = usePhone()
  const params = useParams()
  const [search] = useSearchParams()
  const navigate = useNavigate()
  const back = useBack(`/record/${params['id']}`)
  const local = () => phone.records[params['id'] ?? '']
  const kind = () => kindOf(local()?.record.kind ?? '')
  const only = () => (typeof search['only'] === 'string' && search['only'] ? search['only'].split(',') : undefined)
  return (
    <Show when={kind()} keyed>
      {(known) => (
        <RecordForm
          phone={phone}
          kind={known}
          record={params['id'] as RecordId}
          {...(only() ? { only: only() as readonly string[] } : {})}
          onBack={back}
          onSaved={(id) => navigate(`/saved/${id}`, { replace: true })}
        />
      )}
    </Show>
  )
}

/** The form of any kind. What is written is on disk as a draft at each change; saving never waits for what is missing. */
function RecordForm(props: Props): JSX.Element {
  const draftKey = () => `${props.record ?? 'new'}:${props.kind.id}`
  const own = () => (props.record ? props.phone.records[props.record]?.record : undefined)
  const [fields, setFields] = createStore<{ [field: string]: Value }>({
    ...defaults(props.kind),
    ...own()?.fields,
    ...props.start,
  })
  const [savedAt, setSavedAt] = createSignal<number>()
  const [notSaved, setNotSaved] = createSignal('')
  const [busy, setBusy] = createSignal(false)
  const place = createPlace()
  onMount(async () => {
    const draft = await props.phone.draft(draftKey())
    if (!draft) return
    setFields(draft.fields)
    setSavedAt(draft.at)
  })

  async function change(id: string, value: Value): Promise<void> {
    setFields(id, value)
    const kept = await props.phone.saveDraft(draftKey(), {
      kind: props.kind.id,
      ...(props.record ? { record: props.record } : {}),
      fields: { ...fields },
    })
    if (kept.ok) setSavedAt(kept.value)
    else setNotSaved(t('notSaved'))
  }

  const first = () =>
    props.kind.moves.find(
      (move) =>
        move.from.includes(props.kind.states[0]?.id ?? '') &&
        stateOf(props.kind, props.kind.states[0]?.id ?? '')?.draft &&
        !stateOf(props.kind, move.to)?.final,
    )
  const target = () => own()?.state ?? first()?.to ?? props.kind.states[0]?.id ?? ''
  const subject = () => ({ fields, state: own()?.state ?? '' })
  const needed = createMemo(() => neededFields(props.kind, target(), subject()))
  const missing = createMemo(() =>
    missingFields(props.kind, target(), subject()).filter((id) => !props.only || props.only.includes(id)),
  )
  const shown = createMemo(() =>
    props.kind.fields.filter((field) => isVisible(field, subject()) && (!props.only || props.only.includes(field.id))),
  )
  const label = (id: string) =>
    labelOf(
      props.kind.fields.find((field) => field.id === id),
      lang(),
    )
  const problem = (field: Field) => {
    const bad = checkValue(props.kind, field, fields[field.id], fields)[0]
    return bad ? `${label(field.id)}: ${bad.why}` : undefined
  }
  const options = (of: string): readonly Option[] =>
    Object.values(props.phone.records)
      .filter((local) => local.record.kind === of)
      .map((local) => ({ id: local.record.id, title: props.phone.titleOf(local.record) }))

  async function save(): Promise<void> {
    setBusy(true)
    setNotSaved('')
    const filled: Fields = JSON.parse(JSON.stringify(fields))
    const outcome = props.record ? await saveEdit(props.record, filled) : await saveNew(filled)
    setBusy(false)
    if (!outcome.ok) {
      setNotSaved(outcome.problem.why === 'full' ? t('notSaved') : t('notSavedFailed'))
      return
    }
    props.onSaved(outcome.value)
  }
  function saveNew(filled: Fields) {
    const role = props.phone.roleFor(props.kind.createdBy) ?? ''
    const move = first()
    const complete = move && missing().length === 0 ? { id: move.id, to: move.to } : undefined
    return props.phone.create(props.kind.id, {
      fields: filled,
      role,
      area: props.phone.areaFor(role),
      place: place(),
      move: complete,
      draft: draftKey(),
    })
  }
  async function saveEdit(record: RecordId, filled: Fields) {
    const before = own()?.fields ?? {}
    const changed = Object.fromEntries(
      Object.entries(filled).filter(([id, value]) => JSON.stringify(before[id]) !== JSON.stringify(value)),
    )
    const returned = own()?.returned
    const again =
      returned &&
      props.kind.moves.find(
        (move) =>
          move.from.includes(own()?.state ?? '') && !stateOf(props.kind, move.to)?.side && !move.by.includes('system'),
      )
    const role = props.phone.roleFor(again?.by ?? props.kind.createdBy) ?? props.phone.me.grants[0]?.role ?? ''
    const step = again && missing().length === 0 ? { move: again.id, to: again.to } : undefined
    const saved = await props.phone.change(record, { role, set: changed, move: step, draft: draftKey() })
    return saved.ok ? { ok: true as const, value: record } : saved
  }

  return (
    <div class="phone">
      <header class="bar">
        <button type="button" class="back" aria-label={t('back')} onClick={props.onBack}>
          <i class="i i-chevron-left" aria-hidden="true" />
        </button>
        <div>
          <h1>{labelOf(props.kind, lang())}</h1>
        </div>
      </header>
      <main>
        <Show when={own()?.returned}>
          {(returned) => (
            <div class="notice needs" data-testid="returned-reason">
              <i class="i i-circle-alert" aria-hidden="true" />
              <div>
                <p>
                  {returned().fields.length > 0
                    ? t('returned', { fields: returned().fields.map(label).join('、') })
                    : t('returnedAll')}
                </p>
                <p>{returned().note}</p>
              </div>
            </div>
          )}
        </Show>
        <section class="sect">
          <For each={shown()}>
            {(field) => (
              <FieldInput
                kind={props.kind}
                field={field}
                value={fields[field.id]}
                needed={needed().includes(field.id)}
                {...problemProp(problem(field))}
                options={options}
                onChange={(value) => void change(field.id, value)}
              />
            )}
          </For>
        </section>
        <section class="sect">
          <p data-testid="place-words">{placeWords(place()?.acc)}</p>
        </section>
        <Show when={notSaved()}>
          <div class="notice danger" role="alert" data-testid="not-saved">
            <p>{notSaved()}</p>
          </div>
        </Show>
      </main>
      <div class="foot">
        <p class="note">
          <span>{savedAt() ? t('draftKept', { time: clockTime(savedAt() as number) }) : ''}</span>
          <span>
            {missing().length > 0 ? t('stillMissing', { fields: missing().map(label).join('、') }) : t('filled')}
          </span>
        </p>
        <button type="button" class="btn main" data-testid="save-record" disabled={busy()} onClick={save}>
          {t('save')}
        </button>
      </div>
    </div>
  )
}

const problemProp = (problem: string | undefined): { problem: string } | Record<string, never> =>
  problem ? { problem } : {}

function placeWords(acc: number | undefined): string {
  if (acc === undefined) return t('placeNone')
  return t(acc <= 30 ? 'placeGood' : 'placeRough', { n: Math.round(acc) })
}

/** What the form knows before anybody writes: the time, and fixed values. */
function defaults(kind: Kind): Fields {
  const fields: { [field: string]: Value } = {}
  for (const field of kind.fields) {
    if (field.default === 'now') fields[field.id] = Date.now()
    else if (Array.isArray(field.default)) fields[field.id] = field.default
  }
  return fields
}
