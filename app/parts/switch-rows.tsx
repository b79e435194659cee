import { For, type JSX } from 'solid-js'
import { isActive } from '../../domain/access.ts'
import { labelOf } from '../../domain/kinds/registry.ts'
import { books } from '../../domain/kinds/vocabulary.ts'
import { type Standing, type Switch, switches, switchOn } from '../../domain/switches.ts'
import { createNow } from '../state/now.ts'
import { usePhone } from '../state/phone-context.ts'
import { dateWords, lang, t } from '../words/words.ts'
import type { Key } from '../words/zh.ts'

const ICONS: { readonly [id: string]: string } = {
  clock_in: 'i-clock',
  track: 'i-route',
  required_photo: 'i-camera',
  ranking: 'i-chart-column',
  idle_notice: 'i-triangle-alert',
}

const NOBODY: Standing = { on: false }
/** What the product cannot do at all. */
const NOTHING: { readonly [id: string]: Key } = { ranking: 'switchNoRankingMine', idle_notice: 'switchNoIdleMine' }

/** What the office asks of this person, and on which ground; as the phone heard it last. */
export function SwitchRows(): JSX.Element {
  const phone = usePhone()
  const now = createNow()
  const standing = (id: string) => {
    const at = now()
    const all = phone.me.grants
      .filter((grant) => isActive(grant, at))
      .flatMap(({ role, area }) =>
        books
          .filter((book) => book.writers.includes(role))
          .map((book) => switchOn(phone.org().switches, id, book.id, role, area, at)),
      )
    return all.find((one) => one.on) ?? NOBODY
  }
  const wordsOf = (one: Switch): readonly string[] => {
    const { on, ground = '', from } = standing(one.id)
    if (NOTHING[one.id]) return [t(NOTHING[one.id] as Key)]
    if (!on) return [t('switchMineOff')]
    const since = from === undefined ? '' : t('ruleSince', { day: dateWords(from) })
    return [t('switchMineOn', { ground }), since, one.later ? t('switchLater') : ''].filter(Boolean)
  }
  return (
    <ul class="rows" data-testid="switches">
      <For each={switches}>
        {(one) => (
          <li data-switch={one.id} data-on={standing(one.id).on}>
            <i class={`i ${ICONS[one.id] ?? 'i-dot'}`} aria-hidden="true" />
            <div>
              <p class="t">{labelOf(one, lang())}</p>
              <For each={wordsOf(one)}>{(line) => <p class="sub">{line}</p>}</For>
            </div>
            <span class="strong">{t(standing(one.id).on ? 'isOn' : 'isOff')}</span>
          </li>
        )}
      </For>
    </ul>
  )
}
