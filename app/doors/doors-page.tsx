import '../words/late.ts'
import '../style/doors.css'
import { useParams, useSearchParams } from '@solidjs/router'
import { createMemo, For, type JSX, Show } from 'solid-js'
import { HOUR } from '../../domain/clock.ts'
import type { Fields } from '../../domain/record/event.ts'
import { useBack } from '../screens/phone-frame.tsx'
import { createNow } from '../state/now.ts'
import { usePhone } from '../state/phone-context.ts'
import { t } from '../words/words.ts'
import { type Building, buildingsOf, type Door, doorHref, doorOf, floorsOf, sharesOf } from './door.ts'
import { DoorFace } from './door-face.tsx'
import { DoorIcon } from './door-icon.tsx'
import { Shares } from './shares.tsx'

const collator = new Intl.Collator('zh-CN', { numeric: true })

/** All buildings, each with what is left to do in it: two taps to the visit at a door. Needs no network. */
export function Doors(): JSX.Element {
  const phone = usePhone()
  const now = createNow()
  const back = useBack()
  const [search, setSearch] = useSearchParams()
  const query = () => (typeof search['q'] === 'string' ? search['q'] : '')
  const day = createMemo(() => Math.floor(now() / HOUR) * HOUR)
  const all = createMemo(() => buildingsOf(phone).map((one) => ({ ...one, shares: sharesOf(phone, one.homes, day()) })))
  const shown = () => all().filter((one) => one.name.includes(query().trim()))
  const total = createMemo(() =>
    all().reduce(
      (sum, { shares }) => ({
        of: sum.of + shares.of,
        met: sum.met + shares.met,
        closed: sum.closed + shares.closed,
        due: sum.due + shares.due,
      }),
      { of: 0, met: 0, closed: 0, due: 0 },
    ),
  )
  return (
    <div class="phone">
      <header class="bar">
        <button type="button" class="back" aria-label={t('back')} onClick={back}>
          <i class="i i-chevron-left" aria-hidden="true" />
        </button>
        <div>
          <h1>{t('doors')}</h1>
          <p class="sub">{t('doorsSub', { n: all().length, homes: total().of })}</p>
        </div>
      </header>
      <main>
        <Shares shares={total()} />
        <div class="find pad">
          <i class="i i-search" aria-hidden="true" />
          <input
            class="input"
            type="search"
            data-testid="find-building"
            placeholder={t('findBuilding')}
            aria-label={t('findBuilding')}
            value={query()}
            onInput={(event) => setSearch({ q: event.currentTarget.value || undefined }, { replace: true })}
          />
        </div>
        <ul class="buildings" data-testid="buildings">
          <For
            each={shown()}
            fallback={<li class="none sub">{query() ? t('noneFound', { q: query() }) : t('noDoors')}</li>}
          >
            {(one) => (
              <li>
                <a
                  href={`/doors/${one.id}`}
                  data-testid="building"
                  data-building={one.id}
                  classList={{ walked: one.shares.due === 0 }}
                >
                  <b>{one.name || t('noBuilding')}</b>
                  <Show
                    when={one.shares.due > 0}
                    fallback={
                      <span class="left">
                        <i class="i i-check s" aria-hidden="true" />
                        {t('buildingDone')}
                      </span>
                    }
                  >
                    <span class="left">{t('buildingLeft', { n: one.shares.due })}</span>
                  </Show>
                </a>
              </li>
            )}
          </For>
        </ul>
      </main>
    </div>
  )
}

/** One building as it stands: units, floors from the top, doors. A tap on a door opens its visit. */
export function DoorsOfBuilding(): JSX.Element {
  const phone = usePhone()
  const now = createNow()
  const back = useBack('/doors')
  const params = useParams()
  const building = createMemo((): Building | undefined =>
    buildingsOf(phone).find(({ id }) => id === params['building']),
  )
  // A door changes with the day and with its records, not with each tick.
  const hour = createMemo(() => Math.floor(now() / HOUR) * HOUR)
  const units = createMemo(() => {
    const one = building()
    if (!one) return []
    const at = hour()
    const planned = (phone.records[one.id]?.record.fields['units'] ?? []) as readonly Fields[]
    const doors = Map.groupBy(
      one.homes.map((home) => doorOf(phone, home, at)),
      (door: Door) => door.unit,
    )
    const names = [...new Set([...doors.keys(), ...planned.map((plan) => String(plan['unitNo'] ?? ''))])]
    return names.sort(collator.compare).map((unit) => {
      const plan = planned.find((other) => String(other['unitNo'] ?? '') === unit)
      return {
        unit,
        floors: floorsOf(
          doors.get(unit) ?? [],
          plan && { floors: Number(plan['floors']) || 0, doorsPerFloor: Number(plan['doorsPerFloor']) || 0 },
        ),
      }
    })
  })
  const mayWrite = () => phone.roleFor(['assistant', 'officer']) !== undefined
  const fresh = (unit: string, room: string) =>
    `/new/home_visit?door=${encodeURIComponent(`${building()?.id}/${unit}/${room}`)}`
  return (
    <div class="phone">
      <header class="bar">
        <button type="button" class="back" aria-label={t('back')} onClick={back}>
          <i class="i i-chevron-left" aria-hidden="true" />
        </button>
        <div>
          <h1>{building()?.name || t('noBuilding')}</h1>
          <p class="sub">{t('doorTap')}</p>
        </div>
      </header>
      <main class="house">
        <Show when={building()} fallback={<p class="pad sub">{t('notFoundNote')}</p>}>
          {(one) => <Shares shares={sharesOf(phone, one().homes, hour())} />}
        </Show>
        <For each={units()}>
          {({ unit, floors }) => (
            <section class="unit" data-testid="unit">
              <Show when={unit}>
                <div class="head">
                  <h2>{t('unitN', { n: unit })}</h2>
                </div>
              </Show>
              <ol class="floors">
                <For each={floors}>
                  {({ slots }) => (
                    <li class="floor">
                      <For each={slots}>
                        {({ room, door }) => (
                          <Show
                            when={door}
                            fallback={
                              <Show when={mayWrite()}>
                                <a class="door unknown" href={fresh(unit, room)} data-testid="door-new">
                                  <b>{room}</b>
                                  <span>
                                    <DoorIcon of="unknown" />
                                    {t('doorUnknown')}
                                  </span>
                                </a>
                              </Show>
                            }
                          >
                            {(known) => <DoorFace door={known()} href={doorHref(phone, known())} />}
                          </Show>
                        )}
                      </For>
                    </li>
                  )}
                </For>
              </ol>
            </section>
          )}
        </For>
        <Show when={mayWrite() && building() && building()?.id !== '-'}>
          <a class="btn plain" href={fresh(units()[0]?.unit ?? '', '')} data-testid="new-door">
            <i class="i i-house-plus" aria-hidden="true" />
            {t('newDoor')}
          </a>
        </Show>
      </main>
    </div>
  )
}
