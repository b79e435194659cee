import { createSignal, For, type JSX, Show } from 'solid-js'
import { startOfDay } from '../../domain/clock.ts'
import type { Field, Kind } from '../../domain/kinds/define.ts'
import { labelOf } from '../../domain/kinds/registry.ts'
import { isPresent } from '../../domain/record/condition.ts'
import type { FoldedRecord } from '../../domain/record/folded.ts'
import { usePhone } from '../state/phone-context.ts'
import { lang, t } from '../words/words.ts'
import { type Named, shownValue } from './value.ts'

const FEW = 8
const isLong = (field: Field): boolean =>
  ['text', 'list', 'group', 'enum[]', 'url', 'ref', 'ref[]', 'geometry'].includes(field.type)
const hasMask = (field: Field): boolean => field.mask !== undefined || (field.items ?? []).some(hasMask)

/** What of an entry is asked for first at its door; everything else, and every other kind, in the order of the declaration. */
const FIRST: { readonly [kind: string]: readonly string[] } = {
  household: ['tenancy', 'houseUse', 'ownerName', 'persons', 'tenants', 'vehicles', 'dogs', 'careFlags'],
}

/**
 * What the record says, in two columns; names and numbers stay masked until somebody opens them. That he did is written
 * into the record's history before anything is shown.
 */
export function FactsBlock(props: { kind: Kind; record: FoldedRecord; named: Named }): JSX.Element {
  const [open, setOpen] = createSignal(false)
  const [failed, setFailed] = createSignal(false)
  const phone = usePhone()
  const me = phone.me.person.id
  const fields = () => phone.fieldsOf(props.record.id)
  const filled = () => props.kind.fields.filter((field) => isPresent(fields()[field.id]))
  const shown = () => {
    const first = FIRST[props.kind.id]
    if (open()) return filled()
    return first ? first.flatMap((id) => filled().find((field) => field.id === id) ?? []) : filled().slice(0, FEW)
  }
  const more = () => filled().length > shown().length || open() || hides()
  const hides = () => filled().some(hasMask)
  /** His own words he may read unwatched; of others' names he is written down once a day. */
  const owes = () =>
    hides() &&
    props.record.createdBy !== me &&
    !props.record.remarks.some(
      ({ by, at, text }) => by === me && text === t('lookedAll') && at >= startOfDay(Date.now()),
    )
  async function show(): Promise<void> {
    if (!open() && owes()) {
      const role = phone.roleFor(props.kind.createdBy) ?? phone.me.grants[0]?.role ?? ''
      const saved = await phone.remark(props.record.id, role, t('lookedAll'))
      setFailed(!saved.ok)
      if (!saved.ok) return
    }
    setOpen(!open())
  }
  return (
    <Show when={filled().length > 0}>
      <section class="block facts-block">
        <dl class="facts">
          <For each={shown()}>
            {(field) => (
              <div classList={{ wide: isLong(field) }}>
                <dt>{labelOf(field, lang())}</dt>
                <dd data-testid={`value-${field.id}`}>
                  {shownValue(props.kind, field, fields()[field.id], props.named, open())}
                </dd>
              </div>
            )}
          </For>
        </dl>
        <Show when={more()}>
          <button
            type="button"
            class="btn plain left"
            data-testid="show-all"
            aria-expanded={open()}
            onClick={() => void show()}
          >
            <span>
              {open() ? t('hideAll') : t('showAll')}
              <Show when={!open() && hides() && props.record.createdBy !== me}>
                <small class="sub">{t('showAllLogged')}</small>
              </Show>
            </span>
          </button>
          <Show when={failed()}>
            <p class="msg bad" role="alert">
              {t('lookNotKept')}
            </p>
          </Show>
        </Show>
      </section>
    </Show>
  )
}
