import { createMemo, createSignal, For, type JSX, Show } from 'solid-js'
import type { Fields } from '../../domain/record/event.ts'
import type { FoldedRecord } from '../../domain/record/folded.ts'
import { usePhone } from '../state/phone-context.ts'
import { t } from '../words/words.ts'
import type { Worklist } from './plans.ts'
import { ProxySheet } from './proxy-sheet.tsx'
import type { TeamActs } from './team-acts.ts'
import { hourWords } from './words.ts'

/** Calls for help that were answered and are not over: call back, go there, close with the outcome. New ones ring above the day. */
export function TeamSos(props: { list: Worklist; acts: TeamActs; team: ReadonlySet<string> }): JSX.Element {
  const phone = usePhone()
  const [closing, setClosing] = createSignal<FoldedRecord>()
  const open = createMemo(() =>
    props.list
      .ofKind('sos')
      .filter(({ state, fields }) => state === 'answered' && props.team.has(String(fields['personId'])))
      .toSorted((a, b) => b.createdAt - a.createdAt),
  )
  const number = (one: FoldedRecord) => phone.team().find(({ id }) => id === one.fields['personId'])?.phone
  const point = (one: FoldedRecord): string | undefined => {
    const place = (one.fields['place'] ?? one.place) as Fields | undefined
    return place && typeof place['lat'] === 'number' ? `${place['lat']},${place['lon']}` : undefined
  }
  return (
    <>
      <For each={open()}>
        {(one) => (
          <section class="block stack sos-call" role="alert" data-testid="team-sos" data-state={one.state}>
            <p class="lead bad">
              <i class="i i-siren" aria-hidden="true" />{' '}
              {t('sosFrom', { name: phone.nameOf(String(one.fields['personId'])) })} {hourWords(one.createdAt)}
            </p>
            <div class="pair">
              <Show when={number(one)}>
                {(known) => (
                  <a class="btn danger" href={`tel:${known().replaceAll(/[^+\d]/g, '')}`}>
                    <i class="i i-phone" aria-hidden="true" />
                    {t('call')}
                  </a>
                )}
              </Show>
              <Show when={point(one)}>
                {(at) => (
                  <a class="btn" href={`geo:${at()}?q=${at()}`}>
                    <i class="i i-navigation" aria-hidden="true" />
                    {t('goThere')}
                  </a>
                )}
              </Show>
            </div>
            <button type="button" class="btn" data-testid="sos-close" onClick={() => setClosing(one)}>
              {t('helpClose')}
            </button>
          </section>
        )}
      </For>
      <Show when={closing()}>
        {(one) => (
          <ProxySheet
            title={t('helpClose')}
            note=""
            hint={t('helpOutcome')}
            onSave={async (outcome) => {
              if (await props.acts.sos(one().id, 'close', outcome)) setClosing(undefined)
            }}
            onClose={() => setClosing(undefined)}
          />
        )}
      </Show>
    </>
  )
}
