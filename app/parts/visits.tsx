import { createMemo, For, type JSX, Show } from 'solid-js'
import type { Kind } from '../../domain/kinds/define.ts'
import { kindOf, labelOf, stateOf } from '../../domain/kinds/registry.ts'
import type { FoldedRecord } from '../../domain/record/folded.ts'
import type { LocalRecord } from '../state/phone.ts'
import { usePhone } from '../state/phone-context.ts'
import { resultOf, shortLabel } from '../state/titles.ts'
import { dateWords, lang, t } from '../words/words.ts'
import { RecordPill } from './status.tsx'

type Props = {
  readonly record: FoldedRecord
  readonly about: readonly Kind[]
  readonly now: number
  readonly head: boolean
}

/** What was recorded about this entry, the newest first; `head` only says when the last time was. */
export function Visits(props: Props): JSX.Element {
  const phone = usePhone()
  const all = createMemo((): readonly LocalRecord[] =>
    Object.values(phone.records)
      .filter(({ record }) => {
        const kind = props.about.find((one) => one.id === record.kind)
        return kind?.subject !== undefined && record.fields[kind.subject] === props.record.id
      })
      .sort((a, b) => b.record.createdAt - a.record.createdAt),
  )
  const last = () => all()[0]?.record
  return (
    <Show
      when={!props.head}
      fallback={
        <Show when={props.about.length > 0}>
          <section class="block">
            <p class="lead">
              {last()
                ? t('lastTime', { day: dateWords(last()?.createdAt ?? 0), result: resultOf(last() as FoldedRecord) })
                : t('neverMet')}
            </p>
          </section>
        </Show>
      }
    >
      <Show when={all().length > 0}>
        <div class="head">
          <h2>{t('visits')}</h2>
          <span class="sub">{t('visitsN', { n: all().length })}</span>
        </div>
        <ol class="trace top-al" data-testid="household-history">
          <For each={all()}>
            {(local) => {
              const kind = () => kindOf(local.record.kind)
              return (
                <li class="done">
                  <span class="node">
                    <i class="i i-check" aria-hidden="true" />
                  </span>
                  <a href={`/record/${local.record.id}`}>
                    <span>
                      <span class="t">
                        {dateWords(local.record.createdAt)} {resultOf(local.record)}
                      </span>
                      <span class="sub">
                        {shortLabel(kind())} · {labelOf(kind() && stateOf(kind() as Kind, local.record.state), lang())}
                      </span>
                    </span>
                    <RecordPill record={local} short={true} />
                  </a>
                </li>
              )
            }}
          </For>
        </ol>
      </Show>
    </Show>
  )
}
