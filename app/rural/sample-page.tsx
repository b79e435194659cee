import '../words/late.ts'
import './rural.css'
import { useSearchParams } from '@solidjs/router'
import { createMemo, For, type JSX, Show } from 'solid-js'
import { enumOf, kindOf, labelOf } from '../../domain/kinds/registry.ts'
import { masked } from '../../domain/record/mask.ts'
import { drawSample } from '../../domain/rural/sample.ts'
import { countsOf, isInTownLot, SHARE, townResult } from '../../domain/rural/town-sample.ts'
import { keepScroll, useBack } from '../screens/phone-frame.tsx'
import { plainRecords } from '../state/agenda.ts'
import { areaName } from '../state/areas.ts'
import { usePhone } from '../state/phone-context.ts'
import { lang, t } from '../words/words.ts'
import { fileNoOf } from './village-data.ts'

const collator = new Intl.Collator('zh-CN', { numeric: true })

/** The town's random sample of a village, drawn on the spot: the same number draws the same homes, without a network. */
export function SamplePage(): JSX.Element {
  const phone = usePhone()
  const back = useBack('/')
  const [search, setSearch] = useSearchParams<{ village?: string; number?: string }>()
  const kind = kindOf('latrine')
  const lots = createMemo(() =>
    Map.groupBy(
      plainRecords(phone)
        .map(({ record }) => record)
        .filter((record) => record.kind === 'latrine' && isInTownLot(record)),
      ({ area }) => area,
    ),
  )
  const villages = () => [...lots().keys()].sort()
  const village = () => search.village ?? villages()[0] ?? ''
  const number = () => search.number ?? ''
  const lot = () => lots().get(village()) ?? []
  const sample = createMemo(() => {
    if (number().trim() === '') return []
    const season = lot().reduce((latest, { fields }) => Math.max(latest, Number(fields['season'] ?? 0)), 0)
    const named = lot().map((record) => ({ id: record.id as string, fileNo: fileNoOf(record), record }))
    return drawSample(named, { village: village(), season, number: number() }, SHARE)
      .map(({ record }) => record)
      .sort((a, b) => collator.compare(fileNoOf(a), fileNoOf(b)))
  })
  const nameOf = (home: unknown) =>
    masked('name', String(phone.records[String(home ?? '')]?.record.fields['headName'] ?? ''))
  const typeOf = (value: unknown) =>
    labelOf(kind && enumOf(kind, 'latrine_type').find(({ id }) => id === value), lang())
  const WORDS = { open: 'sampleOpen', pass: 'samplePass', fail: 'sampleFail' } as const
  return (
    <div class="phone">
      <header class="bar">
        <button type="button" class="back" aria-label={t('back')} onClick={back}>
          <i class="i i-chevron-left" aria-hidden="true" />
        </button>
        <div>
          <h1>{t('sampleTitle')}</h1>
          <p class="sub">{areaName(village())}</p>
        </div>
      </header>
      <main ref={keepScroll('sample')}>
        <section class="block">
          <Show when={villages().length > 1}>
            <label class="field">
              <span class="label">{t('samplePick')}</span>
              <select
                class="input"
                value={village()}
                onChange={(event) => setSearch({ village: event.currentTarget.value })}
              >
                <For each={villages()}>{(code) => <option value={code}>{areaName(code)}</option>}</For>
              </select>
            </label>
          </Show>
          <label class="field">
            <span class="label">{t('sampleNumber')}</span>
            <input
              class="input"
              inputmode="numeric"
              data-testid="sample-number"
              value={number()}
              onInput={(event) => setSearch({ number: event.currentTarget.value }, { replace: true })}
            />
            <span class="msg">{t('sampleNote')}</span>
          </label>
        </section>
        <Show when={sample().length > 0}>
          <section class="block">
            <p class="lead">{t('sampleDraw', { of: lot().length, n: sample().length })}</p>
            <p data-testid="sample-counts">{t('sampleCounts', countsOf(sample()))}</p>
          </section>
          <ul class="rows">
            <For each={sample()}>
              {(record) => (
                <li class="link">
                  <a class="row" href={`/record/${record.id}`} data-testid="sample-row" data-record={record.id}>
                    <span>
                      <span class="t">
                        {fileNoOf(record)} · {nameOf(record.fields['householdId'])}
                      </span>
                      <span class="sub">
                        {townResult(record) === 'fail'
                          ? String(record.fields['rectifyItems'] ?? '')
                          : typeOf(record.fields['latrineType'])}
                      </span>
                    </span>
                    <span class="strong">{t(WORDS[townResult(record)])}</span>
                  </a>
                </li>
              )}
            </For>
          </ul>
        </Show>
      </main>
    </div>
  )
}
