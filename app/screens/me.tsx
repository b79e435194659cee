import type { JSX } from 'solid-js'
import { usePhone } from '../state/phone-context.ts'
import { useSession } from '../state/session.ts'
import { lang, setLang, t } from '../words/words.ts'
import { Tab } from './phone-frame.tsx'

export function Me(): JSX.Element {
  const phone = usePhone()
  const session = useSession()
  return (
    <Tab tab="me" sub={phone.me.person.name}>
      <div class="pad stack">
        <button type="button" class="btn" onClick={() => setLang(lang() === 'zh' ? 'en' : 'zh')}>
          <i class="i i-languages" aria-hidden="true" />
          {t('language')}
        </button>
        <button type="button" class="btn" onClick={() => void session.signOut()}>
          <i class="i i-log-out" aria-hidden="true" />
          {t('signOut')}
        </button>
      </div>
    </Tab>
  )
}
