import '../words/late.ts'
import '../style/doors.css'
import { createMemo, type JSX, Show } from 'solid-js'
import { usePhone } from '../state/phone-context.ts'
import { t } from '../words/words.ts'

/** The way to the doors, above the day's list. */
export function DoorsToday(): JSX.Element {
  const phone = usePhone()
  const any = createMemo(() => Object.values(phone.records).some(({ record }) => record.kind === 'household'))
  return (
    <Show when={any()}>
      <a class="btn opens-doors" href="/doors" data-testid="open-doors">
        <i class="i i-layout-grid" aria-hidden="true" />
        {t('doors')}
      </a>
    </Show>
  )
}
