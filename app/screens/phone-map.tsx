import '../words/late.ts'
import { createMemo, createSignal, For, type JSX, Show } from 'solid-js'
import { kindOf } from '../../domain/kinds/registry.ts'
import type { LatLon } from '../../domain/record/geometry.ts'
import { AreaMap } from '../map/area-map.tsx'
import { type Stop, stopsOf } from '../map/stops.ts'
import { awayWords } from '../parts/away.ts'
import { createAgenda } from '../state/agenda.ts'
import { createNow } from '../state/now.ts'
import { usePhone } from '../state/phone-context.ts'
import { createPlace } from '../state/place.ts'
import { shortLabel } from '../state/titles.ts'
import { t } from '../words/words.ts'
import { Tab } from './phone-frame.tsx'

/** Numbered stops of the walk that comes next. */
const WALK = 4

/** What is due, on the sketch map: the next ones numbered, the rest by building, my own place. Needs no network. */
export function PhoneMap(): JSX.Element {
  const phone = usePhone()
  const now = createNow()
  const agenda = createAgenda(phone, now)
  const { place, trouble } = createPlace()
  const [chosen, setChosen] = createSignal<string>()
  const stops = createMemo(() => stopsOf(agenda.items()))
  const walk = () => stops().slice(0, WALK)
  const marks = createMemo(() =>
    stops().map((stop, i) => ({
      id: stop.id,
      lat: stop.lat,
      lon: stop.lon,
      label: stop.items[0].title,
      card: stop.items[0].card,
      ...(i < WALK
        ? { look: 'stop' as const, count: i + 1 }
        : { look: stop.order ? ('task' as const) : ('home' as const), count: stop.items.length }),
    })),
  )
  const selected = (): Stop | undefined => stops().find((stop) => stop.id === chosen()) ?? stops()[0]
  const area = () => phone.me.grants[0]?.area ?? ''
  const sub = () => {
    const why = trouble()
    if (why === undefined) return t('mapOffline')
    return why === 'waiting' ? t('mapLooking') : t('mapNoPlace')
  }
  return (
    <Tab tab="map" sub={sub()}>
      <div class="phonemap">
        <AreaMap
          area={area()}
          marks={marks()}
          selected={selected()?.id}
          onSelect={setChosen}
          own={place()}
          walk={walk()}
          controls="phone"
          testId="phone-map"
        />
        <Show when={selected()} fallback={<p class="float stopcard">{t('mapNothing')}</p>}>
          {(stop) => <StopCard stop={stop()} from={place()} />}
        </Show>
      </div>
    </Tab>
  )
}

/** What waits at one place: the first of it, how far, and what can be done from here. */
function StopCard(props: { stop: Stop; from: LatLon | undefined }): JSX.Element {
  const first = () => props.stop.items[0]
  const more = () => props.stop.items.length - 1
  /** The form that the line opens, if it opens one. */
  const kind = () => kindOf(/^\/new\/(\w+)/.exec(first().href)?.[1] ?? '')
  const words = () => [first().why, awayWords(props.stop, props.from), more() > 0 ? t('mapMore', { n: more() }) : '']
  return (
    <section class="float stopcard" data-testid="stop-card">
      <p class="t">{first().title}</p>
      <p class="sub">{words().filter(Boolean).join(' · ')}</p>
      <div class="pair">
        <a class="btn" href={`geo:${props.stop.lat},${props.stop.lon}?q=${props.stop.lat},${props.stop.lon}`}>
          <i class="i i-navigation" aria-hidden="true" />
          {t('mapWay')}
        </a>
        <a class="btn main" href={first().href} data-testid={kind() ? `new-${kind()?.id}` : 'open-stop'}>
          {kind() ? t('mapNew', { kind: shortLabel(kind()) }) : t('mapOpen')}
        </a>
      </div>
      <Show when={more() > 0}>
        <details>
          <summary>{t('mapAllHere')}</summary>
          <ul>
            <For each={props.stop.items}>
              {(item) => (
                <li>
                  <a href={item.href}>{item.title}</a>
                </li>
              )}
            </For>
          </ul>
        </details>
      </Show>
    </section>
  )
}
