import { type Accessor, createMemo, createSignal } from 'solid-js'
import type { Field, Kind, Move } from '../../domain/kinds/define.ts'
import { fieldOf, stateOf } from '../../domain/kinds/registry.ts'
import { isPresent } from '../../domain/record/condition.ts'
import { sameValue } from '../../domain/record/equal.ts'
import type { Fields, Place, Value } from '../../domain/record/event.ts'
import type { FoldedRecord } from '../../domain/record/folded.ts'
import { type Offered, offeredMoves } from '../../domain/record/moves.ts'
import type { Others } from '../../domain/record/others.ts'
import { checkValue, isVisible } from '../../domain/record/values.ts'
import type { Result } from '../../domain/result.ts'
import { fieldsOfStep } from '../../domain/stages.ts'
import { type Form, openForm } from '../state/form.ts'
import type { Phone } from '../state/phone.ts'
import type { Draft, NotSaved } from '../store/rows.ts'

/** What a kind's steps are like beside its declaration. */
export type StepHabits = {
  /** What the next record of the place usually has like the last one. */
  readonly likeTheLast?: readonly string[]
  /** Fields that a step asks beside those that it owes. */
  readonly also?: (move: Move) => readonly string[]
  /** A value that nobody has to type: it stands there and can be changed. */
  readonly given?: (field: Field) => Value | undefined
  /** Fields that this person may write while the next step is somebody else's. */
  readonly aside?: (record: FoldedRecord) => readonly string[]
  /** What belongs to the same act, written first. */
  readonly before?: (move: Move, record: FoldedRecord) => Promise<Result<void, NotSaved>>
}

export type Step = ReturnType<typeof openStep>

/** The present step of one record: its fields as they are being written, what is missing, and how it is taken. */
export function openStep(deps: {
  readonly phone: Phone
  readonly kind: Kind
  readonly record: Accessor<FoldedRecord>
  readonly now: Accessor<number>
  readonly others: Accessor<Others>
  readonly place: Accessor<Place | undefined>
  readonly kept: (Draft & { readonly at: number }) | undefined
  readonly habits: StepHabits
}) {
  const { phone, kind, record, now, others, habits } = deps
  const roles = phone.me.grants.map((grant) => grant.role)
  const who = { person: phone.me.person.id, roles, switches: phone.org().switches }
  const form: Form = openForm({ phone, kind, record: record().id, start: {}, place: deps.place, kept: deps.kept })
  const [given, setGiven] = createSignal<Fields>({})

  const isForward = ({ move }: Offered) =>
    !move.needsReason && move.to !== record().state && !stateOf(kind, move.to)?.side
  const first = offeredMoves(kind, record(), who, now(), others()).filter(isForward)
  /** Taken back to the beginning only if nothing leads on. */
  const main = first.find((offer) => !offer.blocked && offer.move.id !== 'rebuild') ?? first[0]
  const aside = main ? [] : (habits.aside?.(record()) ?? [])
  const owed = main ? fieldsOfStep(kind, main.move) : []
  const also = [...aside, ...(main ? (habits.also?.(main.move) ?? []) : [])]
  const stepFields: readonly Field[] = kind.fields.filter((field) => owed.includes(field) || also.includes(field.id))
  setGiven(startOf(stepFields))

  function startOf(fields: readonly Field[]): Fields {
    const found: { [field: string]: Value } = {}
    for (const field of fields) {
      if (isPresent(record().fields[field.id])) continue
      const defaults = (field.items ?? []).flatMap((item) =>
        item.default === undefined ? [] : [[item.id, item.default as Value] as const],
      )
      const own = habits.given?.(field)
      if (own !== undefined) found[field.id] = own
      else if (field.type === 'group' && defaults.length > 0) found[field.id] = Object.fromEntries(defaults)
      else if (habits.likeTheLast?.includes(field.id)) {
        const last = lastOf(field.id)
        if (last !== undefined) found[field.id] = last
      }
    }
    return found
  }
  function lastOf(field: string): Value | undefined {
    let found: FoldedRecord | undefined
    for (const { record: one } of Object.values(phone.records)) {
      if (one.kind !== kind.id || one.area !== record().area || !isPresent(one.fields[field])) continue
      if (!found || one.updatedAt > found.updatedAt) found = one
    }
    return found?.fields[field]
  }

  /** The record as it would be with what is written in the form. */
  const values = createMemo((): Fields => ({ ...given(), ...form.fields() }))
  const asWritten = createMemo((): FoldedRecord => ({ ...record(), fields: values() }))
  const offered = createMemo(() => offeredMoves(kind, asWritten(), who, now(), others()))
  const offer = createMemo(() => offered().find((one) => one.move.id === main?.move.id))
  const fields = createMemo(() =>
    stepFields.filter(
      (field) =>
        isVisible(field, { fields: values(), state: record().state }) &&
        (!field.setBy || phone.roleFor(field.setBy) !== undefined),
    ),
  )
  const wrong = createMemo(() => fields().filter((field) => checkValue(kind, field, values()[field.id], values())[0]))
  const changed = (): Fields =>
    Object.fromEntries(
      Object.entries(values()).filter(
        ([id, value]) => !fieldOf(kind, id)?.derived && !sameValue(record().fields[id] ?? null, value),
      ),
    )

  async function write(move: Offered | undefined, set: Fields, note?: string): Promise<Result<void, NotSaved>> {
    const role = move?.role ?? phone.roleFor(kind.createdBy) ?? roles[0] ?? ''
    const place = deps.place()
    const settled = move && (await habits.before?.(move.move, record()))
    if (settled && !settled.ok) return settled
    const saved = await phone.change(record().id, {
      role,
      set: Object.keys(set).length > 0 ? set : undefined,
      move: move && {
        move: move.move.id,
        to: move.move.to,
        ...(note ? { note } : {}),
        ...(place ? { place } : {}),
      },
      draft: form.draftKey,
    })
    return saved
  }
  return {
    form,
    main: offer,
    offered,
    fields,
    values,
    wrong,
    /** Nothing leads on for this person, but something is his to write. */
    aside: aside.length > 0,
    isChanged: () => Object.keys(changed()).some((id) => id in form.fields()),
    set: form.set,
    take: () => write(offer(), changed()),
    /** Without a step: what was found so far. */
    keep: () => write(undefined, changed()),
    make: (other: Offered, set: Fields, note?: string) => write(other, set, note),
  }
}
