import { createMemo, createSignal, For, type JSX, Show } from 'solid-js'
import { unwrap } from 'solid-js/store'
import type { RecordId } from '../../domain/ids.ts'
import { enumOf, kindOf, labelOf } from '../../domain/kinds/registry.ts'
import type { FoldedRecord } from '../../domain/record/folded.ts'
import { type LatLon, metresTo } from '../../domain/record/geometry.ts'
import { usePhone } from '../state/phone-context.ts'
import { lang, t } from '../words/words.ts'
import { awayWords } from './away.ts'

/** Rows at once: whoever does not find it among the nearest writes some letters of it. */
const SHOWN = 40

/** Toilet, road, …: the type of an entry in words. */
export function assetTypeName({ fields }: Pick<FoldedRecord, 'fields'>): string {
  const kind = kindOf('asset')
  return labelOf(kind && enumOf(kind, 'asset_type').find(({ id }) => id === fields['assetType']), lang())
}

/** The facilities that this phone knows, the nearest first; without a place by their code. */
export function AssetList(props: {
  type: string | undefined
  from: LatLon | undefined
  onPick: (asset: RecordId) => void
}): JSX.Element {
  const phone = usePhone()
  const [words, setWords] = createSignal('')
  const known = createMemo(() =>
    Object.values(phone.records)
      .map((local) => unwrap(local).record)
      .filter(
        ({ kind, state, fields }) =>
          kind === 'asset' && state !== 'retired' && (!props.type || fields['assetType'] === props.type),
      ),
  )
  const rows = createMemo(() => {
    const asked = words().trim().toLowerCase()
    return known()
      .filter(({ fields }) => `${fields['name']} ${fields['assetCode']}`.toLowerCase().includes(asked))
      .map((record) => ({ record, away: props.from && metresTo(props.from, record.fields['geometry']) }))
      .sort(
        (a, b) =>
          (a.away ?? Number.MAX_VALUE) - (b.away ?? Number.MAX_VALUE) ||
          String(a.record.fields['assetCode']).localeCompare(String(b.record.fields['assetCode'])),
      )
  })
  return (
    <div class="listed">
      <div class="find">
        <i class="i i-search" aria-hidden="true" />
        <input
          class="input"
          type="search"
          aria-label={t('find')}
          placeholder={t('find')}
          data-testid="scan-find"
          maxLength={100}
          value={words()}
          onInput={(event) => setWords(event.currentTarget.value)}
        />
      </div>
      <ul class="rows">
        <For each={rows().slice(0, SHOWN)}>
          {({ record, away }) => (
            <li class="link">
              <button
                type="button"
                class="row"
                data-testid="scan-row"
                data-record={record.id}
                onClick={() => props.onPick(record.id)}
              >
                <span>
                  <span class="t">{String(record.fields['name'] ?? '')}</span>
                  <span class="sub">
                    {[props.type ? '' : assetTypeName(record), String(record.fields['assetCode'] ?? '')]
                      .filter(Boolean)
                      .join(' · ')}
                  </span>
                </span>
                <span class="sub">{awayWords(away)}</span>
              </button>
            </li>
          )}
        </For>
      </ul>
      <Show when={rows().length > SHOWN}>
        <p class="pad sub">{t('moreFound', { n: rows().length - SHOWN })}</p>
      </Show>
      <Show when={rows().length === 0}>
        <p class="pad">{words() ? t('noneFound', { q: words() }) : t('noneHere')}</p>
      </Show>
    </div>
  )
}
