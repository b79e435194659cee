import { createSignal, For, type JSX } from 'solid-js'
import { Sheet } from '../parts/sheet.tsx'
import { t } from '../words/words.ts'
import { hourWords } from './words.ts'

const AWAY = ['awayGps', 'awayHelp', 'awayWater', 'awayMeeting'] as const
const NO_PLACE = ['noPlaceSignal', 'noPlacePhone', 'noPlaceDenied'] as const
const LONGEST = 200

/** Where one is and what one does, in one tap or in own words; the time is that of the button. */
export function NoteSheet(props: {
  at: number
  noPlace: boolean
  denied: boolean
  onSave: (note: string) => void
  onClose: () => void
}): JSX.Element {
  const [text, setText] = createSignal('')
  const [tried, setTried] = createSignal(false)
  const chips = () => (props.noPlace ? (props.denied ? [...NO_PLACE].reverse() : NO_PLACE) : AWAY)
  const owed = () => tried() && text().trim() === ''
  return (
    <Sheet
      title={props.noPlace ? t('noPlaceTitle') : t('awayTitle')}
      testId="clock-note"
      onClose={props.onClose}
      foot={
        <button
          type="button"
          class="btn main"
          data-testid="clock-note-save"
          onClick={() => (text().trim() === '' ? setTried(true) : props.onSave(text().trim()))}
        >
          {t('noteSave')}
        </button>
      }
    >
      <div class="pad stack">
        <p>{t('awayNote', { time: hourWords(props.at) })}</p>
        <For each={chips()}>
          {(key) => (
            <button type="button" class="btn" data-testid={`note-${key}`} onClick={() => props.onSave(t(key))}>
              {t(key)}
            </button>
          )}
        </For>
        <label class="field" classList={{ problem: owed() }}>
          <span class="label">{t('why')}</span>
          <textarea
            class="input"
            rows={2}
            maxLength={LONGEST}
            data-testid="clock-note-text"
            aria-invalid={owed()}
            value={text()}
            onInput={(event) => setText(event.currentTarget.value)}
          />
          <span class="msg" classList={{ bad: owed() }}>
            {owed() ? t('stillMissing') : ''}
          </span>
        </label>
      </div>
    </Sheet>
  )
}
