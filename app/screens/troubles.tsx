import { For, type JSX, Show } from 'solid-js'
import type { Kind } from '../../domain/kinds/define.ts'
import { fieldOf, labelOf, moveOf } from '../../domain/kinds/registry.ts'
import type { FoldedRecord, Problem } from '../../domain/record/folded.ts'
import { spanWords } from '../parts/card-mark.tsx'
import { usePhone } from '../state/phone-context.ts'
import { badValueSentence } from '../words/problem.ts'
import { lang, t } from '../words/words.ts'
import { AdviceNotice } from './notices.tsx'

/** What stands against a record: events that wait for a decision or were not taken, and broken rules, in sentences. */
export function Troubles(props: { kind: Kind; record: FoldedRecord }): JSX.Element {
  const phone = usePhone()
  const problems = () => [...new Set(props.record.problems.map((one) => words(props.kind, props.record, one)))]
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

function words(kind: Kind, record: FoldedRecord, problem: Problem): string {
  switch (problem.type) {
    case 'UnknownKind':
      return t('unknownKind')
    case 'BadValue': {
      const field = fieldOf(kind, problem.field)
      if (!field) return problem.field
      const why = badValueSentence(kind, field, record.fields[field.id], problem.why, record.fields)
      return `${labelOf(field, lang())}${lang() === 'zh' ? '：' : ': '}${why}`
    }
    case 'IllegalMove':
      return t('illegalMove', { move: labelOf(moveOf(kind, problem.move), lang()) || problem.move })
    case 'ClockOff':
      return t(problem.skewMs > 0 ? 'clockFast' : 'clockSlow', { span: spanWords(Math.abs(problem.skewMs)) })
    case 'TooManyEvents':
      return t('visitsN', { n: problem.count })
  }
}
