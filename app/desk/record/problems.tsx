import { For, type JSX, Show } from 'solid-js'
import type { Kind } from '../../../domain/kinds/define.ts'
import type { FoldedRecord } from '../../../domain/record/folded.ts'
import { problemSentence } from '../../parts/problem-sentence.ts'
import { t } from '../../words/words.ts'

/** Rules of the kind that are broken; what clocks and places leave open stands with the evidence. They remove nothing. */
export function Problems(props: { kind: Kind; record: FoldedRecord }): JSX.Element {
  const broken = () => props.record.problems.filter((one) => one.type !== 'ClockOff')
  const sentences = () => [...new Set(broken().map((one) => problemSentence(props.kind, props.record, one)))]
  return (
    <Show when={sentences().length > 0}>
      <div class="notice info" data-testid="problems">
        <i class="i i-circle-help" aria-hidden="true" />
        <div>
          <p>
            <b>{t('problemsTitle')}</b>
          </p>
          <For each={sentences()}>{(sentence) => <p>{sentence}</p>}</For>
        </div>
      </div>
    </Show>
  )
}
