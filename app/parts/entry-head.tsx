import { createMemo, For, type JSX, Show } from 'solid-js'
import { enumOf, kindOf, labelOf } from '../../domain/kinds/registry.ts'
import { plainRecords } from '../state/agenda.ts'
import { keptCycles } from '../state/cycles.ts'
import { dueWhy } from '../state/due-words.ts'
import { entryOf, followedUp } from '../state/entries.ts'
import type { LocalRecord } from '../state/phone.ts'
import { usePhone } from '../state/phone-context.ts'
import { resultOf, shortLabel } from '../state/titles.ts'
import { dateWords, lang, t } from '../words/words.ts'
import { CardMark, shortDue } from './card-mark.tsx'
import { actsAbout } from './visits.tsx'

/** What is owed to an entry of a registry, why, until when; and who here needs care. */
export function EntryHead(props: { local: LocalRecord; now: number }): JSX.Element {
  const phone = usePhone()
  const record = () => props.local.record
  const due = createMemo(() =>
    entryOf(phone, props.local, props.now, followedUp(plainRecords(phone)), keptCycles(phone.org)),
  )
  const last = createMemo(() => actsAbout(phone, record())[0]?.record)
  const lastWords = () => {
    const found = last()
    return found ? t('lastTime', { day: dateWords(found.createdAt), result: resultOf(found) }) : t('neverMet')
  }
  const care = (): readonly string[] => {
    const kind = kindOf(record().kind)
    const flags = phone.fieldsOf(record().id)['careFlags']
    return kind && Array.isArray(flags)
      ? enumOf(kind, 'care_flag').flatMap((one) => (flags.includes(one.id) ? [labelOf(one, lang())] : []))
      : []
  }
  const owed = () => due() && (!due()?.done || (due()?.fact.open.length ?? 0) > 0)
  return (
    <section class="block entry-head" data-testid="entry-head">
      <Show when={due()} fallback={<p class="lead">{lastWords()}</p>}>
        {(one) => (
          <div class="owed">
            <div>
              <p class="lead">
                {owed() ? t('entryDue', { kind: shortLabel(kindOf(one().rule.kind)) }) : t('entryDone')}
              </p>
              <p class="sub">{dueWhy(phone, one())}</p>
            </div>
            <Show when={owed() && one().fact.nextDueAt}>
              {(at) => (
                <span class="due">
                  <CardMark card={one().fact.card} />
                  {shortDue(at(), props.now)}
                </span>
              )}
            </Show>
          </div>
        )}
      </Show>
      <Show when={care().length > 0}>
        <ul class="tags">
          <For each={care()}>
            {(flag) => (
              <li class="tag">
                <i class="i i-heart s" aria-hidden="true" />
                {flag}
              </li>
            )}
          </For>
        </ul>
      </Show>
    </section>
  )
}
