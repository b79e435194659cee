import { type Accessor, createEffect, createMemo, createSignal, on } from 'solid-js'
import type { RecordId } from '../../domain/ids.ts'
import type { Field, Kind, Move } from '../../domain/kinds/define.ts'
import { authorsOf, fieldOf, stateOf } from '../../domain/kinds/registry.ts'
import { isPresent } from '../../domain/record/condition.ts'
import { sameValue } from '../../domain/record/equal.ts'
import type { Fields, Place, Value } from '../../domain/record/event.ts'
import type { FoldedRecord } from '../../domain/record/folded.ts'
import { offeredMoves } from '../../domain/record/moves.ts'
import { checkValue, isVisible, missingFields, neededFields } from '../../domain/record/values.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { Draft, NotSaved } from '../store/rows.ts'
import type { Creation } from '../sync/acts.ts'
import { asPoint, type Carried, carriedOver, fieldsOfHere, ownDefaults } from './defaults.ts'
import type { Phone } from './phone.ts'

export type FormOf = {
  readonly phone: Phone
  readonly kind: Kind
  /** An existing record: the form then saves a new event over it. */
  readonly record?: RecordId
  /** Only these fields are owed: those that were returned, or that `move` waits for. */
  readonly only?: readonly string[]
  /** The step that saving makes, once nothing is owed for it. */
  readonly move?: Move
  readonly start: Fields
  readonly place: Accessor<Place | undefined>
  /** What the same act writes of another record: its fields are kept in the draft, and it does the writing. */
  readonly act?: Act | undefined
  /** What was written before and not yet saved. */
  readonly kept?: (Draft & { readonly at: number }) | undefined
}
export type Act = {
  /** Part of the draft's key where there is no subject yet. */
  readonly key?: string
  /** Fields of the form that the act brings itself. */
  readonly brings: readonly string[]
  readonly start: Fields
  readonly write: (made: Creation, beside: Fields) => Promise<Result<RecordId, NotSaved>>
}
export type Form = ReturnType<typeof openForm>

export const draftKeyOf = ({ kind, record, start, act }: Pick<FormOf, 'kind' | 'record' | 'start' | 'act'>): string =>
  `${record ?? 'new'}:${kind.id}:${record ? '' : (start[kind.subject ?? ''] ?? act?.key ?? '')}`

/** One form: what is written is on disk as a draft at each change; saving never waits for what is missing. */
export function openForm({ phone, kind, record, only, move: chosen, start, place, act, kept }: FormOf) {
  const own = (): FoldedRecord | undefined => (record ? phone.records[record]?.record : undefined)
  const subjectOf = (fields: Fields): FoldedRecord | undefined =>
    kind.subject ? phone.records[String(fields[kind.subject] ?? '')]?.record : undefined
  const carryFor = (fields: Fields) =>
    record
      ? {}
      : carriedOver(
          kind,
          subjectOf(fields)?.id,
          phone.fieldsOf(subjectOf(fields)?.id ?? ('' as RecordId)),
          Object.values(phone.records).map((local) => local.record),
        )
  const valuesOf = (carried: { readonly [field: string]: Carried }): Fields =>
    Object.fromEntries(Object.entries(carried).map(([id, { value }]) => [id, value]))

  const draftKey = draftKeyOf({ kind, start, act, ...(record ? { record } : {}) })
  /** My own area, where the declaration begins with it. */
  const hereDefaults = (): Fields =>
    Object.fromEntries(
      kind.fields
        .filter((field) => field.default === 'area' && field.of === 'area')
        .map((field): [string, Value] => {
          const area = phone.areaFor(phone.roleFor(authorsOf(kind)) ?? '')
          return [field.id, field.type === 'ref[]' ? [area] : area]
        }),
    )
  /** What a step waits for begins with its default, as in a new record: “back in use” is now unless somebody says else. */
  const defaults = Object.entries(ownDefaults(kind, Date.now())).filter(([id]) => !record || only?.includes(id))
  const begun: Fields = {
    ...Object.fromEntries(defaults),
    ...(record ? phone.fieldsOf(record) : { ...hereDefaults(), ...start }),
  }
  const [carried, setCarried] = createSignal(carryFor({ ...begun, ...kept?.fields }))
  const [fields, setFields] = createSignal<Fields>({
    ...valuesOf(carried()),
    ...begun,
    ...kept?.fields,
  })
  const [beside, setBeside] = createSignal<Fields>({ ...act?.start, ...kept?.beside })
  const [savedAt, setSavedAt] = createSignal<number | undefined>(kept?.at)
  const [draftLost, setDraftLost] = createSignal(false)

  const step = (): Move | undefined => {
    const move = chosen ?? (record ? againFrom(kind, own()) : firstMove(kind))
    return move && phone.roleFor(move.by) !== undefined ? move : undefined
  }
  const target = () => step()?.to ?? own()?.state ?? kind.states[0]?.id ?? ''
  const subject = () => ({ fields: fields(), state: own()?.state ?? '' })
  const asked = (id: string) => !only || only.includes(id)
  const mayWrite = (field: Field) => !field.setBy || phone.roleFor(field.setBy) !== undefined
  const shown = createMemo(
    () => new Set(kind.fields.filter((field) => isVisible(field, subject()) && mayWrite(field)).map(({ id }) => id)),
  )
  const needed = createMemo(() => new Set(neededFields(kind, target(), subject())))
  const missing = createMemo(() => {
    const before = own()
    const owed =
      chosen && before
        ? missingFor(phone, kind, chosen, { ...before, fields: fields() })
        : missingFields(kind, target(), subject())
    return owed.filter((id) => asked(id) && !act?.brings.includes(id))
  })
  const wrong = createMemo(() =>
    kind.fields
      .filter((field) => shown().has(field.id) && checkValue(kind, field, fields()[field.id], fields()).length > 0)
      .map((field) => field.id),
  )

  let writing: Promise<void> | undefined
  let again = false
  /** One write at a time; what changed meanwhile goes with the next. */
  function keepDraft(): void {
    if (writing) {
      again = true
      return
    }
    writing = phone
      .saveDraft(draftKey, {
        kind: kind.id,
        ...(record ? { record } : {}),
        fields: fields(),
        ...(act ? { beside: beside() } : {}),
      })
      .then((outcome) => {
        writing = undefined
        setDraftLost(!outcome.ok)
        if (outcome.ok) setSavedAt(outcome.value)
        if (again) {
          again = false
          keepDraft()
        }
      })
  }
  const set = (id: string, value: Value): void => {
    setFields({ ...fields(), [id]: value })
    if (id === kind.subject) takeOver()
    keepDraft()
  }
  /** The subject was chosen in the form: what it tells goes into fields that nobody has written yet. */
  function takeOver(): void {
    const fresh = carryFor(fields())
    const untouched = Object.entries(fresh).filter(
      ([id]) => !isPresent(fields()[id]) || sameValue(fields()[id] as Value, carried()[id]?.value ?? null),
    )
    setCarried(fresh)
    setFields({ ...fields(), ...Object.fromEntries(untouched.map(([id, { value }]) => [id, value])) })
  }
  createEffect(
    on(place, (fix) => {
      if (!fix || record) return
      const empty = fieldsOfHere(kind).filter((id) => !isPresent(fields()[id]))
      if (empty.length > 0) setFields({ ...fields(), ...Object.fromEntries(empty.map((id) => [id, asPoint(fix)])) })
    }),
  )

  async function save(): Promise<Result<RecordId, NotSaved>> {
    // The act takes the draft with it; a write of the draft still under way would bring it back.
    again = false
    await writing
    return record ? saveEdit(record) : saveNew()
  }
  /** Where a step was made, if the kind asks for it. */
  const at = (): { readonly place?: Place } => {
    const here = chosen && kind.evidence.some((one) => one.type === 'near') ? place() : undefined
    return here ? { place: here } : {}
  }
  const complete = () => missing().length === 0 && wrong().length === 0
  function saveNew(): Promise<Result<RecordId, NotSaved>> {
    const move = complete() ? step() : undefined
    const role = phone.roleFor(authorsOf(kind)) ?? ''
    const area = subjectOf(fields())?.area ?? phone.areaFor(role)
    const filled = Object.fromEntries(Object.entries(fields()).filter(([, value]) => isPresent(value)))
    const made = {
      fields: filled,
      role,
      area,
      place: place(),
      move: move && { id: move.id, to: move.to },
      draft: draftKey,
    }
    return act ? act.write(made, beside()) : phone.create(kind.id, made)
  }
  async function saveEdit(id: RecordId): Promise<Result<RecordId, NotSaved>> {
    const before = phone.fieldsOf(id)
    const changed = Object.fromEntries(
      Object.entries(fields()).filter(
        ([field, value]) => !fieldOf(kind, field)?.derived && !sameValue(before[field] ?? null, value),
      ),
    )
    const move = complete() ? step() : undefined
    const role = phone.roleFor(move?.by ?? authorsOf(kind)) ?? phone.me.grants[0]?.role ?? ''
    const set = Object.keys(changed).length > 0 ? changed : undefined
    if (!set && !move) {
      await phone.dropDraft(draftKey)
      return ok(id)
    }
    const saved = await phone.change(id, {
      role,
      set,
      move: move && { move: move.id, to: move.to, ...at() },
      draft: draftKey,
    })
    return saved.ok ? ok(id) : saved
  }
  return {
    kind,
    only,
    move: chosen,
    own,
    subject: () => subjectOf(fields()),
    fields,
    carried,
    set,
    beside,
    setBeside(id: string, value: Value): void {
      setBeside({ ...beside(), [id]: value })
      keepDraft()
    },
    shown,
    needed,
    missing,
    wrong,
    complete,
    savedAt,
    draftLost,
    /** What handing in will do, if anything. */
    step,
    save,
    draftKey,
    drop: () => phone.dropDraft(draftKey),
  }
}

/** Fields without which the step would not count. */
function missingFor(phone: Phone, kind: Kind, move: Move, record: FoldedRecord): readonly string[] {
  const who = { person: phone.me.person.id, roles: phone.me.grants.map((grant) => grant.role) }
  const offer = offeredMoves(kind, record, who, Date.now()).find((one) => one.move.id === move.id)
  return (offer?.missing ?? []).flatMap((one) => (one.type === 'photo' ? [] : [one.field]))
}

const leading = (kind: Kind, from: string): readonly Move[] =>
  kind.moves.filter((move) => move.from.includes(from) && !move.needsReason)
/** From the first state, if that is a draft, to the first state that counts. */
const firstMove = (kind: Kind): Move | undefined => {
  const first = kind.states[0]
  return first?.draft
    ? (leading(kind, first.id).find((move) => !stateOf(kind, move.to)?.final) ??
        leading(kind, first.id).find((move) => !stateOf(kind, move.to)?.side))
    : undefined
}
/** What hands a returned or unfinished record in again. */
function againFrom(kind: Kind, own: FoldedRecord | undefined): Move | undefined {
  if (!own) return undefined
  if (stateOf(kind, own.state)?.draft) return firstMove(kind)
  if (!own.returned) return undefined
  return kind.moves.find(
    (move) =>
      move.from.includes(own.state) &&
      !stateOf(kind, move.to)?.side &&
      !move.by.includes('system') &&
      !move.needsReason,
  )
}
