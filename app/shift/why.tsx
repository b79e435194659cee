import { For, type JSX } from 'solid-js'
import { Sheet } from '../parts/sheet.tsx'
import { t } from '../words/words.ts'

const PARTS = [
  ['whyWhat', 'whyWhatNote'],
  ['whyWho', 'whyWhoNote'],
  ['whyAway', 'whyAwayNote'],
] as const

/** On which ground clocking in is asked for, what is kept of it, and who sees it. */
export function WhySheet(props: { ground: string | undefined; onClose: () => void }): JSX.Element {
  return (
    <Sheet title={t('whyClock')} testId="why-sheet" onClose={props.onClose}>
      <dl class="pad why">
        <dt>{t('whyGround')}</dt>
        <dd data-testid="clock-ground">{props.ground ?? t('whyNoGround')}</dd>
        <For each={PARTS}>
          {([title, note]) => (
            <>
              <dt>{t(title)}</dt>
              <dd>{t(note)}</dd>
            </>
          )}
        </For>
      </dl>
    </Sheet>
  )
}
