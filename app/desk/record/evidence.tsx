import { For, type JSX, lazy, Show, Suspense } from 'solid-js'
import type { RecordAnswer } from '../../../domain/api.ts'
import type { Place } from '../../../domain/record/event.ts'
import type { MapMark } from '../../map/marks.ts'
import { pointOfValue } from '../../state/point.ts'
import { t } from '../../words/words.ts'
import { markWords } from './mark-words.ts'

const AreaMap = lazy(() => import('../../map/area-map.tsx').then(({ AreaMap }) => ({ default: AreaMap })))

/** What a checker should know about the circumstances: where, how exactly, by which clock. None of it blocks. */
export function Evidence(props: { answer: RecordAnswer }): JSX.Element {
  const marks = () => props.answer.row.marks
  const far = () => marks().find((mark) => mark.type === 'far')
  /** Where the far event was written. */
  const written = (): Place | undefined => {
    const mark = far()
    const entry = props.answer.record.history.find(({ id }) => id === mark?.event)
    return entry && 'place' in entry.event ? entry.event.place : undefined
  }
  const points = (): readonly MapMark[] => {
    const [subject, place] = [pointOfValue(props.answer.subjectShape), written()]
    if (!subject || !place) return []
    return [
      { id: 'subject', ...subject, look: 'home', label: t('markThere'), named: true },
      { id: 'written', lat: place.lat, lon: place.lon, look: 'written', label: t('markWritten'), named: true },
    ]
  }
  return (
    <Show when={marks().length > 0}>
      <section class="panel evidence" classList={{ mapped: points().length > 0 }} data-testid="evidence">
        <div>
          <For each={marks()}>
            {(mark) => (
              <p class="strong need" data-mark={mark.type}>
                <i
                  class={`i s ${mark.type === 'clockOff' || mark.type === 'late' ? 'i-clock' : 'i-map-pin'}`}
                  aria-hidden="true"
                />
                {markWords(mark)}
              </p>
            )}
          </For>
          <Show when={written()}>
            {(place) => (
              <p>
                {place().source === 'map' ? `${t('placePointed')} · ` : ''}
                {t('markAccuracy', { n: Math.round(place().acc) })}
              </p>
            )}
          </Show>
          <Show when={far()}>
            {(mark) => <p>{mark().reason ? t('markReason', { reason: mark().reason ?? '' }) : t('markNoReason')}</p>}
          </Show>
          <p class="sub">{t('markHint')}</p>
        </div>
        <Show when={points().length > 0}>
          <div class="spot">
            <Suspense>
              <AreaMap area="" marks={points()} walk={points()} controls="none" />
            </Suspense>
          </div>
        </Show>
      </section>
    </Show>
  )
}
