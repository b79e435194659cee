import '../words/late.ts'
import { For, type JSX } from 'solid-js'
import { labelOf } from '../../domain/kinds/registry.ts'
import { otherKinds } from '../state/daily.ts'
import { usePhone } from '../state/phone-context.ts'
import { lang, t } from '../words/words.ts'
import { useBack } from './phone-frame.tsx'

/** Everything that this person may write, beside what stands on today's page. */
export function NewList(): JSX.Element {
  const phone = usePhone()
  const back = useBack()
  return (
    <div class="phone">
      <header class="top">
        <button type="button" class="back" aria-label={t('back')} onClick={back}>
          <i class="i i-arrow-left" aria-hidden="true" />
        </button>
        <h1>{t('newOther')}</h1>
      </header>
      <main>
        <ul class="rows">
          <For each={otherKinds(phone.me.grants.map((grant) => grant.role))}>
            {(kind) => (
              <li class="link">
                <a class="row" href={`/new/${kind.id}`} data-testid={`new-${kind.id}`}>
                  <span class="t">{labelOf(kind, lang())}</span>
                </a>
              </li>
            )}
          </For>
        </ul>
      </main>
    </div>
  )
}
