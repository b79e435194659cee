import '../words/late.ts'
import { useNavigate, useParams, useSearchParams } from '@solidjs/router'
import { createMemo, createResource, createSignal, For, type JSX, Show } from 'solid-js'
import type { RecordId } from '../../domain/ids.ts'
import type { Field, Kind, Move } from '../../domain/kinds/define.ts'
import { authorsOf, fieldOf, kindOf, labelOf } from '../../domain/kinds/registry.ts'
import { sameValue } from '../../domain/record/equal.ts'
import type { Fields, Value } from '../../domain/record/event.ts'
import { doorAct } from '../doors/door-act.ts'
import { VisitPart } from '../doors/visit-part.tsx'
import { FieldInput } from '../parts/field-input.tsx'
import { PlaceWords } from '../parts/place-words.tsx'
import { shownValue } from '../parts/value.ts'
import type { Scope } from '../parts/widgets/widget.ts'
import { HelpButton } from '../start/help.tsx'
import { ownPhrases } from '../start/phrases.tsx'
import { choicesFor } from '../state/choices.ts'
import { draftKeyOf, type Form, openForm } from '../state/form.ts'
import { type FormPart, layoutOf, type Placed } from '../state/form-layout.ts'
import { loadKinds } from '../state/kinds.ts'
import { withOpeners } from '../state/linked.ts'
import type { Phone } from '../state/phone.ts'
import { usePhone } from '../state/phone-context.ts'
import { createPlace, type Placing } from '../state/place.ts'
import type { NotSaved } from '../store/rows.ts'
import { clockTime, dateWords, lang, t } from '../words/words.ts'
import { AnswerSheet } from './answer-sheet.tsx'
import { NotSavedScreen } from './not-saved.tsx'
import { useBack } from './phone-frame.tsx'
import { ReturnedNotice } from './returned.tsx'

/** A new record of the kind in the address; `?subject=` names what it is about. */
export function RecordNew(): JSX.Element {
  const params = useParams()
  const [search] = useSearchParams()
  const [fetched] = createResource(
    () => params['kind'],
    async (id) => ((await loadKinds([id])) ? kindOf(id) : undefined),
  )
  const kind = () => kindOf(params['kind'] ?? '') ?? fetched.latest
  return (
    <Show when={kind()} keyed>
      {(known) => (
        <RecordForm
          kind={known}
          start={givenIn(known, search)}
          {...(typeof search['door'] === 'string' ? { door: search['door'] } : {})}
        />
      )}
    </Show>
  )
}

/** What the address gives: `?subject=`, and any field of the kind by its name; several choices parted by commas. */
function givenIn(kind: Kind, search: { readonly [name: string]: string | string[] | undefined }): Fields {
  const given: { [field: string]: Value } = {}
  for (const field of kind.fields) {
    const value = field.id === kind.subject ? (search['subject'] ?? search[field.id]) : search[field.id]
    if (typeof value === 'string' && value) given[field.id] = readGiven(field, value)
  }
  return withOpeners(kind, given)
}

function readGiven({ type }: Field, text: string): Value {
  if (type === 'enum[]' || type === 'ref[]') return text.split(',')
  if (type === 'bool') return text === 'true'
  return (type === 'int' || type === 'decimal' || type === 'datetime') && text.trim() !== '' ? Number(text) : text
}

/** A new event over a record that is there; `?only=` holds the fields that were returned, or that a move waits for. */
export function RecordEdit(): JSX.Element {
  const phone = usePhone()
  const params = useParams()
  const [search] = useSearchParams()
  const kind = () => kindOf(phone.records[params['id'] ?? '']?.record.kind ?? '')
  /** `?do=`: the step that the fields are written for, made with them in one act. */
  const move = () => kind()?.moves.find(({ id }) => id === search['do'])
  const only = () => (typeof search['only'] === 'string' && search['only'] ? search['only'].split(',') : undefined)
  return (
    <Show when={kind()} keyed>
      {(known) => (
        <RecordForm
          kind={known}
          record={params['id'] as RecordId}
          {...(only() ? { only: only() as readonly string[] } : {})}
          {...(move() ? { move: move() as Move } : {})}
          start={{}}
        />
      )}
    </Show>
  )
}

type Props = {
  readonly kind: Kind
  readonly record?: RecordId
  readonly only?: readonly string[]
  readonly move?: Move
  readonly start: Fields
  /** A door that the registry does not know: its entry is made in the same act. */
  readonly door?: string
}

function RecordForm(props: Props): JSX.Element {
  const phone = usePhone()
  const placing = createPlace()
  const subject = props.start[props.kind.subject ?? ''] as RecordId | undefined
  const act = props.kind.id === VISIT && !props.record ? doorAct(phone, props.door, subject, placing.place) : undefined
  const [draft] = createResource(async () => ({ kept: await phone.draft(draftKeyOf({ ...props, act })) }))
  // Nothing is drawn before the draft is read: no character typed too early could be lost under it.
  return (
    <Show when={draft()} keyed>
      {({ kept }) => (
        <OpenForm
          form={openForm({ ...props, phone, place: placing.place, act, kept })}
          phone={phone}
          placing={placing}
          given={[
            ...Object.keys(props.start).filter((id) => fieldOf(props.kind, id)?.type === 'ref'),
            ...(act?.brings ?? []),
          ]}
          newHome={(act?.brings.length ?? 0) > 0}
        />
      )}
    </Show>
  )
}

const VISIT = 'home_visit'
const PARTS: readonly FormPart[] = ['asked', 'ifAny', 'filled']
const HEADS = { asked: undefined, ifAny: ['ifAny', 'ifAnyNote'], filled: ['filledIn', 'filledNote'] } as const

/** The form of any kind. */
function OpenForm(props: {
  form: Form
  phone: Phone
  placing: Placing
  given: readonly string[]
  newHome: boolean
}): JSX.Element {
  const { form, phone } = props
  const navigate = useNavigate()
  const back = useBack()
  const [tried, setTried] = createSignal(false)
  const [busy, setBusy] = createSignal(false)
  const [answering, setAnswering] = createSignal(false)
  const [notSaved, setNotSaved] = createSignal<NotSaved>()
  let body: HTMLElement | undefined
  const { kind } = form
  // What the address gave is the title of the form, not a question.
  const asked = kind.fields.filter(({ id }) => !props.given.includes(id) && (!form.only || form.only.includes(id)))
  const layout = layoutOf(kind, asked)
  const named = (id: string) => {
    const other = phone.records[id]
    return other ? phone.titleOf(other.record) : phone.nameOf(id)
  }
  const area = phone.me.grants[0]?.area ?? ''
  const scope: Scope = {
    kind,
    named,
    tried,
    camera: { photos: phone.photos, target: { draft: form.draftKey } },
    fields: form.fields,
    place: props.placing.place,
    area,
    phrases: (field) => ownPhrases(Object.values(phone.records), phone.me.person.id, kind.id, field),
    choices: (field) => choicesFor(phone, kind, form.fields(), field),
  }
  const visible = (part: FormPart): readonly Placed[] => layout[part].filter(({ field }) => form.shown().has(field.id))
  const subject = () => {
    const named = form.subject()
    return named ? phone.titleOf(named) : ''
  }
  /** What is known of it is one tap away; the draft keeps what is written. */
  const subjectLink = () => (
    <a class="acc" href={`/record/${form.subject()?.id}`} data-testid="open-subject">
      {subject()}
    </a>
  )
  const owed = createMemo(() => [...new Set([...form.wrong(), ...form.missing()])])
  const near = () => kind.evidence.find((one) => one.type === 'near')?.metres
  const hint = (id: string): string | undefined => {
    const from = form.carried()[id]
    const field = fieldOf(kind, id)
    if (!from || !field) return undefined
    if (from.from === 'subject' && !sameValue(from.value, form.fields()[id])) return undefined
    return t(from.from === 'last' ? 'carried' : 'carriedOver', { value: shownValue(kind, field, from.value, named) })
  }

  /** To the first field that is owed, in the order of the page. */
  function jump(): void {
    setTried(true)
    const first = [...(body?.querySelectorAll<HTMLElement>('[data-testid^="field-"]') ?? [])].find((element) =>
      owed().some((id) => element.dataset['testid'] === `field-${id}`),
    )
    first?.scrollIntoView({ block: 'center' })
    first?.querySelector<HTMLElement>('input, button, textarea, select')?.focus({ preventScroll: true })
  }
  async function save(): Promise<void> {
    if (busy()) return
    setBusy(true)
    const outcome = await form.save()
    setBusy(false)
    if (!outcome.ok) setNotSaved(outcome.problem)
    else {
      setNotSaved(undefined)
      navigator.vibrate?.(30)
      navigate(`/saved/${outcome.value}`, { replace: true })
    }
  }
  const returned = () => form.own()?.returned
  const mainWord = () =>
    busy() ? t('saving') : form.move ? labelOf(form.move, lang()) : returned() ? t('resubmit') : t('save')
  const rest = () =>
    kind.fields.filter((field) => !form.only?.includes(field.id) && form.fields()[field.id] !== undefined)

  return (
    <div class="phone">
      <header class="bar">
        <button type="button" class="back" aria-label={t('back')} onClick={back}>
          <i class="i i-chevron-left" aria-hidden="true" />
        </button>
        <div>
          <h1>
            {form.move ? labelOf(form.move, lang()) : subject() && returned() ? subject() : labelOf(kind, lang())}
          </h1>
          <Show when={form.move && !subject() && form.own()}>{(own) => <p class="sub">{phone.titleOf(own())}</p>}</Show>
          <Show when={subject()}>
            <p class="sub">
              {returned() && !form.move
                ? `${labelOf(kind, lang())} · ${dateWords(form.own()?.createdAt ?? 0)}`
                : subjectLink()}
            </p>
          </Show>
        </div>
        <HelpButton kind={kind} needed={kind.fields.filter(({ id }) => form.needed().has(id))} />
      </header>
      <main
        ref={(element) => {
          body = element
        }}
      >
        <Show when={!form.move && form.own()}>{(own) => <ReturnedNotice phone={phone} record={own()} />}</Show>
        <For each={PARTS}>
          {(part) => (
            <>
              <Show when={part === (props.newHome ? 'ifAny' : 'filled') && kind.id === VISIT && !form.own()}>
                <VisitPart form={form} scope={scope} isNew={props.newHome} />
              </Show>
              <Show when={visible(part).length > 0}>
                <section class="sect">
                  <Show when={!form.only && HEADS[part]}>
                    {(head) => (
                      <h2>
                        {t(head()[0])}
                        <span class="sub">{t(head()[1])}</span>
                      </h2>
                    )}
                  </Show>
                  <For each={visible(part)}>
                    {({ field, under }) => (
                      <FieldInput
                        scope={scope}
                        field={field}
                        under={under !== undefined}
                        value={form.fields()[field.id]}
                        needed={form.needed().has(field.id)}
                        hint={hint(field.id)}
                        siblings={form.fields()}
                        onChange={(value) => form.set(field.id, value)}
                      />
                    )}
                  </For>
                </section>
              </Show>
            </>
          )}
        </For>
        <Show when={form.only && rest().length > 0}>
          <Rest
            title={form.move ? t('knownRest') : t('keepRest')}
            kind={kind}
            fields={form.fields()}
            ids={rest().map((field) => field.id)}
            named={named}
          />
        </Show>
        <Show when={!form.own()}>
          <section class="sect">
            <h2>{t('placeTitle')}</h2>
            <PlaceWords
              placing={props.placing}
              subject={form.subject()}
              area={area}
              {...(near() ? { near: near() as number } : {})}
            />
          </section>
        </Show>
      </main>
      <footer class="foot">
        <p class="note">
          <DraftWords form={form} />
          <span class="strong" classList={{ ok: owed().length === 0, need: owed().length > 0 }} data-testid="owed">
            {form.wrong().length > 0
              ? t('wrongN', { n: form.wrong().length })
              : form.missing().length > 0
                ? t('missingN', { n: form.missing().length })
                : t('filled')}
          </span>
        </p>
        <div class="main-row">
          <Show when={returned() && !form.move}>
            <button type="button" class="btn" data-testid="answer" onClick={() => setAnswering(true)}>
              {t('answer')}
            </button>
          </Show>
          <button
            type="button"
            class="btn main"
            data-testid="save-record"
            aria-busy={busy()}
            onClick={() => (form.complete() ? void save() : jump())}
          >
            {mainWord()}
          </button>
        </div>
        <Show when={tried() && !form.complete()}>
          <button type="button" class="btn plain" data-testid="save-as-is" onClick={() => void save()}>
            {t('saveAsIs')}
          </button>
        </Show>
      </footer>
      <Show when={answering() && form.own()}>
        {(own) => (
          <AnswerSheet
            record={own().id}
            role={phone.roleFor(authorsOf(kind)) ?? ''}
            onClose={() => setAnswering(false)}
          />
        )}
      </Show>
      <Show when={notSaved()}>
        {(why) => (
          <NotSavedScreen
            why={why()}
            title={subject() || labelOf(kind, lang())}
            content={{ kind: kind.id, fields: form.fields() }}
            photos={phone.photos}
            onAgain={save}
            onBack={() => setNotSaved(undefined)}
          />
        )}
      </Show>
    </div>
  )
}

function DraftWords(props: { form: Form }): JSX.Element {
  return (
    <Show when={!props.form.draftLost()} fallback={<span class="bad strong">{t('draftNotKept')}</span>}>
      <Show when={props.form.savedAt()} fallback={<span />}>
        {(at) => (
          <span class="with-icon">
            <i class="i i-check s" aria-hidden="true" />
            {t('draftKept', { time: clockTime(at()) })}
          </span>
        )}
      </Show>
    </Show>
  )
}

/** What was not returned stands by, read-only: nobody has to look for it, and nothing of it is cleared. */
function Rest(props: {
  title: string
  kind: Kind
  fields: Fields
  ids: readonly string[]
  named: (id: string) => string
}): JSX.Element {
  const [all, setAll] = createSignal(false)
  const FEW = 4
  const ids = () => (all() ? props.ids : props.ids.slice(0, FEW))
  return (
    <section class="sect">
      <h2>{props.title}</h2>
      <dl class="facts">
        <For each={ids()}>
          {(id) => {
            const field = fieldOf(props.kind, id)
            return (
              <div>
                <dt>{labelOf(field, lang())}</dt>
                <dd>{field ? shownValue(props.kind, field, props.fields[id], props.named) : ''}</dd>
              </div>
            )
          }}
        </For>
      </dl>
      <Show when={!all() && props.ids.length > FEW}>
        <button type="button" class="btn plain left" onClick={() => setAll(true)}>
          {t('seeAll', { n: props.ids.length })}
          <i class="i i-chevron-down" aria-hidden="true" />
        </button>
      </Show>
    </section>
  )
}
