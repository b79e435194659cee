import '../words/late.ts'
import { createMemo, For, type JSX, Show } from 'solid-js'
import { openRepairs, usableNow } from '../../domain/toilet/rounds.ts'
import { plainRecords } from '../state/agenda.ts'
import { kindLine } from '../state/due-words.ts'
import { usePhone } from '../state/phone-context.ts'
import { resultOf } from '../state/titles.ts'
import { t } from '../words/words.ts'

const WORDS = { in_use: 'wcStateIn_use', limited: 'wcStateLimited', closed: 'wcStateClosed' } as const

/** Whether a toilet can be used now, as its open repairs say, each of which opens. */
export function ToiletState(props: { toilet: string }): JSX.Element {
  const phone = usePhone()
  const all = createMemo(() => plainRecords(phone))
  const open = createMemo(() =>
    openRepairs(
      all().map(({ record }) => record),
      props.toilet,
    ),
  )
  const local = (id: string) => all().find(({ record }) => record.id === id)
  return (
    <section class="block" data-testid="toilet-state" data-state={usableNow(open())}>
      <p class="sub">{t('wcState')}</p>
      <p class="lead">{t(WORDS[usableNow(open())])}</p>
      <Show when={open().length > 0}>
        <ul>
          <For each={open()}>
            {(repair) => (
              <li>
                <a class="acc" href={`/record/${repair.id}`}>
                  {resultOf(repair)}
                </a>
                <Show when={local(repair.id)}>{(one) => <span class="sub"> {kindLine(one())}</span>}</Show>
              </li>
            )}
          </For>
        </ul>
        <p class="sub">{t('wcStateWhy')}</p>
      </Show>
    </section>
  )
}
