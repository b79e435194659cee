import { createMemo, For, type JSX, Show } from 'solid-js'
import type { MeAnswer, RecordRow } from '../../domain/api.ts'
import { kindOf, labelOf, stateOf } from '../../domain/kinds/registry.ts'
import { AreaMap } from '../map/area-map.tsx'
import { CardMark, dueWords } from '../parts/card-mark.tsx'
import { allUnits, areaName } from '../state/areas.ts'
import { lang, t } from '../words/words.ts'
import type { AddressBar } from './address.ts'
import { createAllRows } from './all-rows.ts'
import { useKeys } from './keys.ts'
import type { Live } from './live.ts'
import { buildingsOf, facilitiesOf, isOpen, markOf, subjectOf } from './map-marks.ts'
import { Top } from './top.tsx'

const LOOKS = { home: 'legendHome', facility: 'legendFacility', task: 'legendTask' } as const

/** The map of my areas: homes by building, facilities, what is open. A unit without records says “no data”, never 0. */
export function MapView(props: { me: MeAnswer; bar: AddressBar; live: Live }): JSX.Element {
  const own = () => props.me.grants[0]?.area ?? ''
  const area = () => props.bar.at().area || own()
  // Facilities are kept by the street; of them only those of my own unit show.
  const street = (kind: string) => () => `kind=${kind}&area=${own().slice(0, 9)}`
  const homes = createAllRows(() => `kind=household&area=${own()}`, props.live, ['household'])
  const assets = createAllRows(street('asset'), props.live, ['asset'])
  const repairs = createAllRows(street('toilet_repair'), props.live, ['toilet_repair'])
  const mine = createMemo(() => assets.rows.filter((row) => String(row.fields['unitCode'] ?? own()).startsWith(own())))
  const open = createMemo(() => {
    const ids = new Set<string>(mine().map((row) => row.id))
    return repairs.rows.filter((row) => isOpen(row) && ids.has(subjectOf(row)))
  })
  const spots = createMemo(() => [...buildingsOf(homes.rows, lang()), ...facilitiesOf(mine(), open(), lang())])
  const marks = createMemo(() => spots().map(markOf))
  const chosen = () => props.bar.at().record
  const spot = () => spots().find((one) => one.id === chosen())
  const choose = (id: string) => props.bar.go({ record: id }, 'step')
  useKeys({ Escape: () => props.bar.go({ record: '' }) })
  const units = createMemo(() => {
    const counts = Map.groupBy(homes.rows, (row) => row.area)
    return allUnits()
      .filter((unit) => unit.code.startsWith(own()))
      .map((unit) => ({ ...unit, homes: counts.get(unit.code)?.length ?? 0 }))
  })
  const openRecord = (row: RecordRow) =>
    props.bar.go({ view: 'records', kind: row.kind, area: '', room: row.room, record: row.id }, 'step')
  const stateWords = (row: RecordRow) => {
    const kind = kindOf(row.kind)
    return kind ? labelOf(stateOf(kind, row.state), lang()) : row.state
  }
  const sub = () =>
    [
      areaName(own()),
      t('homesN', { n: homes.rows.length.toLocaleString('en') }),
      t('facilitiesN', { n: mine().length }),
      t('openN', { n: open().length }),
    ].join(' · ')

  return (
    <>
      <Top title={t('map')} live={props.live} sub={sub()} />
      <div class="mapview" classList={{ open: spot() !== undefined }}>
        <div class="list" tabindex={0}>
          <Show when={units().length > 1}>
            <table class="grid tight">
              <thead>
                <tr>
                  <th>{t('units')}</th>
                  <th class="r">{t('homes')}</th>
                </tr>
              </thead>
              <tbody>
                <For each={units()}>
                  {(unit) => (
                    <tr
                      classList={{ on: area() === unit.code }}
                      data-testid="unit-row"
                      data-unit={unit.code}
                      onClick={() => props.bar.go({ area: unit.code, record: '' }, 'step')}
                    >
                      <td>{unit.name}</td>
                      <td class="r sub nb">{unit.homes > 0 ? unit.homes.toLocaleString('en') : t('noData')}</td>
                    </tr>
                  )}
                </For>
              </tbody>
            </table>
          </Show>
          <table class="grid">
            <thead>
              <tr>
                <th>{t('openTasks')}</th>
                <th class="r">{open().length}</th>
              </tr>
            </thead>
            <tbody>
              <For each={open()}>
                {(row) => (
                  <tr classList={{ on: chosen() === subjectOf(row) }} onClick={() => choose(subjectOf(row))}>
                    <td>
                      <b class="strong">{row.title[lang()]}</b>
                      <br />
                      <span class="sub">
                        {stateWords(row)}
                        {row.dueAt ? ` · ${dueWords(row.dueAt)}` : ''}
                      </span>
                    </td>
                    <td class="r">
                      <CardMark card={row.card} />
                    </td>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </div>
        <div class="stage">
          <AreaMap
            area={area()}
            marks={marks()}
            selected={chosen()}
            onSelect={choose}
            controls="desk"
            testId="desk-map"
          />
          <ul class="float legend">
            <For each={['home', 'facility', 'task'] as const}>
              {(look) => (
                <li>
                  <span class={`m-mark ${look}`}>
                    <span class="m-shape" />
                  </span>
                  {t(LOOKS[look])}
                </li>
              )}
            </For>
          </ul>
        </div>
        <Show when={spot()}>
          {(one) => (
            <section class="drawer" data-testid="drawer" aria-label={one().title}>
              <header>
                <h2>{one().title}</h2>
                <p class="sub">
                  {one().look === 'home' ? t('homesN', { n: one().rows.length }) : t(LOOKS[one().look])}
                </p>
              </header>
              <div class="list">
                <table class="grid tight">
                  <tbody>
                    <For each={one().rows}>
                      {(row) => (
                        <tr data-testid="record-row" data-record={row.id} onClick={() => openRecord(row)}>
                          <td>
                            <span class="due">
                              <CardMark card={row.card} />
                              {row.title[lang()]}
                            </span>
                          </td>
                          <td class="r sub nb">{stateWords(row)}</td>
                        </tr>
                      )}
                    </For>
                  </tbody>
                </table>
              </div>
            </section>
          )}
        </Show>
      </div>
    </>
  )
}
