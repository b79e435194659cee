import '../words/late.ts'
import { createMemo, createSignal, For, type JSX, Show } from 'solid-js'
import type { Card } from '../../domain/deadline.ts'
import { type LatLon, metresBetween } from '../../domain/record/geometry.ts'
import { AreaMap } from '../map/area-map.tsx'
import { type Stop, stopsOf } from '../map/stops.ts'
import { dueWhy, kindLine } from '../parts/agenda-rows.tsx'
import { createAgenda, type Due, type Turn } from '../state/agenda.ts'
import { createNow } from '../state/now.ts'
import { usePhone } from '../state/phone-context.ts'
import { createPlace } from '../state/place.ts'
import { mainTitle, shortLabel } from '../state/titles.ts'
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
  const stops = createMemo(() => stopsOf(phone.records, agenda.due(), agenda.turn()))
  const walk = () => stops().slice(0, WALK)
  const marks = createMemo(() =>
    stops().map((stop, i) => ({
      id: stop.id,
      lat: stop.lat,
      lon: stop.lon,
      label: phone.titleOf(stop.items[0].local.record),
      card: cardOf(stop.items[0]),
      ...(i < WALK
        ? { look: 'stop' as const, count: i + 1 }
        : { look: stop.turn ? ('task' as const) : ('home' as const), count: stop.items.length }),
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

const cardOf = (item: Due | Turn): Card => ('fact' in item ? item.fact.card : item.card)

/** What waits at one place: the first of it, how far, and what can be done from here. */
function StopCard(props: { stop: Stop; from: LatLon | undefined }): JSX.Element {
  const phone = usePhone()
  const first = () => props.stop.items[0]
  const record = () => first().local.record
  const away = (): string => {
    if (!props.from) return ''
    const metres = metresBetween(props.from, props.stop)
    return metres < 1000
      ? t('mapMetres', { n: Math.round(metres / 10) * 10 })
      : t('mapKilometres', { n: (metres / 1000).toFixed(1) })
  }
  const why = () => {
    const item = first()
    return 'fact' in item ? dueWhy(phone, item) : kindLine(item.local)
  }
  const more = () => props.stop.items.length - 1
  return (
    <section class="float stopcard" data-testid="stop-card">
      <p class="t">{mainTitle(phone, record())}</p>
      <p class="sub">{[why(), away(), more() > 0 ? t('mapMore', { n: more() }) : ''].filter(Boolean).join(' · ')}</p>
      <div class="pair">
        <a class="btn" href={`geo:${props.stop.lat},${props.stop.lon}?q=${props.stop.lat},${props.stop.lon}`}>
          <i class="i i-navigation" aria-hidden="true" />
          {t('mapWay')}
        </a>
        <Show
          when={props.stop.about.find((kind) => phone.roleFor(kind.createdBy) !== undefined)}
          fallback={
            <a class="btn main" href={`/record/${record().id}`} data-testid="open-stop">
              {t('mapOpen')}
            </a>
          }
        >
          {(kind) => (
            <a class="btn main" href={`/new/${kind().id}?subject=${record().id}`} data-testid={`new-${kind().id}`}>
              {t('mapNew', { kind: shortLabel(kind()) })}
            </a>
          )}
        </Show>
      </div>
      <Show when={more() > 0}>
        <details>
          <summary>{t('mapAllHere')}</summary>
          <ul>
            <For each={props.stop.items}>
              {(item) => (
                <li>
                  <a href={`/record/${item.local.record.id}`}>{mainTitle(phone, item.local.record)}</a>
                </li>
              )}
            </For>
          </ul>
        </details>
      </Show>
    </section>
  )
}
