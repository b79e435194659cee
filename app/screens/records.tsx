import { createMemo, createSignal, type JSX } from 'solid-js'
import { RecordRows } from '../parts/record-rows.tsx'
import { usePhone } from '../state/phone-context.ts'
import { t } from '../words/words.ts'
import { Tab } from './phone-frame.tsx'

/** Everything that this phone holds, searched and filtered without a network. */
export function Records(): JSX.Element {
  const phone = usePhone()
  const [query, setQuery] = createSignal('')
  const all = createMemo(() => Object.values(phone.records).sort((a, b) => b.record.updatedAt - a.record.updatedAt))
  const found = createMemo(() => {
    const text = query().trim().toLowerCase()
    if (!text) return all()
    return all().filter((local) =>
      `${phone.titleOf(local.record)} ${JSON.stringify(local.record.fields)}`.toLowerCase().includes(text),
    )
  })
  return (
    <Tab tab="records" sub={t('total', { n: all().length })}>
      <div class="pad">
        <input
          class="input"
          type="search"
          data-testid="search"
          placeholder={t('search')}
          aria-label={t('search')}
          value={query()}
          onInput={(e) => setQuery(e.currentTarget.value)}
        />
      </div>
      <RecordRows phone={phone} rows={found()} />
    </Tab>
  )
}
