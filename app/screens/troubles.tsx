import { For, type JSX, Show } from 'solid-js'
import type { Kind } from '../../domain/kinds/define.ts'
import type { FoldedRecord } from '../../domain/record/folded.ts'
import { problemSentence } from '../parts/problem-sentence.ts'
import { usePhone } from '../state/phone-context.ts'
import { t } from '../words/words.ts'
import { AdviceNotice } from './notices.tsx'

/** What stands against a record: events that wait for a decision or were not taken, and broken rules, in sentences. */
export function Troubles(props: { kind: Kind; record: FoldedRecord }): JSX.Element {
  const phone = usePhone()
  const problems = () => [
    ...new Set(props.record.problems.map((one) => problemSentence(props.kind, props.record, one))),
  ]
  return (
    <>
      <Show when={phone.adviceOf(props.record)}>{(advice) => <AdviceNotice advice={advice()} />}</Show>
      <Show when={problems().length > 0}>
        <section class="notice info" data-testid="problems">
          <i class="i i-circle-help" aria-hidden="true" />
          <div>
            <p class="strong">{t('problemsTitle')}</p>
            <For each={problems()}>{(sentence) => <p>{sentence}</p>}</For>
          </div>
        </section>
      </Show>
    </>
  )
}
