import { createSignal, type JSX } from 'solid-js'
import { isoDate } from '../../domain/clock.ts'
import { Sheet } from '../parts/sheet.tsx'
import { t } from '../words/words.ts'

const [kept, setKept] = createSignal<{ readonly day: string; readonly note: string }>()
const LONGEST = 200

/** The reason that was given today: it is asked once, and written with each. */
export const keptReason = (): string | undefined => {
  const known = kept()
  return known?.day === isoDate(Date.now()) ? known.note : undefined
}

/** A line that stays with what is done for somebody else; the usual one stands there already. */
export function ProxySheet(props: {
  title: string
  /** Left out: the usual reason of a proxy, asked once a day. */
  note?: string
  hint?: string
  onSave: (note: string) => void
  onClose: () => void
}): JSX.Element {
  const isProxy = () => props.note === undefined
  const [text, setText] = createSignal(props.note ?? keptReason() ?? t('proxyPrefill'))
  const [tried, setTried] = createSignal(false)
  const owed = () => tried() && text().trim() === ''
  function save(): void {
    const note = text().trim()
    if (note === '') {
      setTried(true)
      return
    }
    if (isProxy()) setKept({ day: isoDate(Date.now()), note })
    props.onSave(note)
  }
  return (
    <Sheet
      title={props.title}
      testId="proxy-sheet"
      onClose={props.onClose}
      foot={
        <button type="button" class="btn main" data-testid="proxy-save" onClick={save}>
          {props.title}
        </button>
      }
    >
      <label class="pad field" classList={{ problem: owed() }}>
        <span class="label">{t('proxyReason')}</span>
        <textarea
          class="input"
          rows={3}
          maxLength={LONGEST}
          data-testid="proxy-note"
          aria-invalid={owed()}
          value={text()}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <span class="msg" classList={{ bad: owed() }}>
          {owed() ? t('stillMissing') : (props.hint ?? t('proxyReasonNote'))}
        </span>
      </label>
    </Sheet>
  )
}
