import { For, type JSX, Show } from 'solid-js'
import type { Breach, RecordAnswer } from '../../../domain/api.ts'
import type { Kind } from '../../../domain/kinds/define.ts'
import { labelOf, moveOf } from '../../../domain/kinds/registry.ts'
import { lang, t } from '../../words/words.ts'
import type { Key } from '../../words/zh.ts'

const WORDS: { readonly [type in Breach['type']]: Key } = {
  notUnique: 'breachNotUnique',
  notLinked: 'breachNotLinked',
  linked: 'breachLinked',
  wrongState: 'breachWrongState',
  tooNear: 'breachTooNear',
  notAsNamed: 'breachNotAsNamed',
  sampleTooSmall: 'breachSampleTooSmall',
  photoAsked: 'breachPhotoAsked',
}

/** Steps of the record that other records contradict: the writer's phone may not have held those. */
export function BreachNotice(props: { kind: Kind; answer: RecordAnswer }): JSX.Element {
  const titleOf = (id: string) => props.answer.titles[id]?.[lang()] ?? id
  const words = ({ type, move, others }: Breach) =>
    t(WORDS[type], {
      move: labelOf(moveOf(props.kind, move), lang()),
      others: others.map(titleOf).join(lang() === 'zh' ? '、' : ', '),
    })
  return (
    <Show when={props.answer.breaches.length > 0}>
      <section class="panel evidence" data-testid="breaches">
        <div>
          <For each={props.answer.breaches}>
            {(breach) => (
              <p class="strong need" data-breach={breach.type}>
                <i class="i s i-triangle-alert" aria-hidden="true" />
                {words(breach)}
              </p>
            )}
          </For>
          <p class="sub">{t('breachHint')}</p>
        </div>
      </section>
    </Show>
  )
}
