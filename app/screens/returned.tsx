import { type JSX, Show } from 'solid-js'
import { fieldOf, kindOf, labelOf, roleName } from '../../domain/kinds/registry.ts'
import type { FoldedRecord } from '../../domain/record/folded.ts'
import type { Phone } from '../state/phone.ts'
import { clockTime, lang, t } from '../words/words.ts'

/** What came back and why, in the checker's own words; only what he named is owed. No shift is ever sent back. */
export function ReturnedNotice(props: { phone: Phone; record: FoldedRecord; children?: JSX.Element }): JSX.Element {
  const kind = () => kindOf(props.record.kind)
  return (
    <Show when={props.record.kind !== 'shift' && props.record.returned}>
      {(returned) => {
        const fields = () =>
          returned()
            .fields.map((id) => labelOf(fieldOf(kind() as NonNullable<ReturnType<typeof kind>>, id), lang()))
            .join(t('comma'))
        const title = () => {
          const n = returned().fields.length
          if (n === 0) return t('returnedWhole')
          return `${n === 1 ? t('returnedOne') : t('returnedSome', { n })}${lang() === 'zh' ? '：' : ': '}${fields()}`
        }
        return (
          <section class="notice needs" data-testid="returned-reason">
            <i class="i i-undo-2 l" aria-hidden="true" />
            <div>
              <p class="lead">{title()}</p>
              <Show when={returned().note}>{(note) => <p class="quote">“{note()}”</p>}</Show>
              <p>
                {roleName(returned().role, lang())} {props.phone.nameOf(returned().by)} · {clockTime(returned().at)}
              </p>
              {props.children}
            </div>
          </section>
        )
      }}
    </Show>
  )
}
