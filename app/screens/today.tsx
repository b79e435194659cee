import { createMemo, For, type JSX, Show } from 'solid-js'
import { allKinds, kindOf, labelOf, stateOf } from '../../domain/kinds/registry.ts'
import { RecordRows } from '../parts/record-rows.tsx'
import { dueHomes } from '../state/due.ts'
import type { LocalRecord } from '../state/phone.ts'
import { usePhone } from '../state/phone-context.ts'
import { lang, t } from '../words/words.ts'
import { Tab } from './phone-frame.tsx'

/** What is mine and not done, what needs me first, then the homes that are due. */
export function Today(): JSX.Element {
  const phone = usePhone()
  const kinds = () =>
    allKinds().filter((kind) => kind.room === 'quarter' && phone.roleFor(kind.createdBy) !== undefined)
  const mine = (local: LocalRecord) =>
    local.record.createdBy === phone.me.person.id || local.record.fields['assignee'] === phone.me.person.id
  const all = createMemo(() => Object.values(phone.records).sort((a, b) => b.record.updatedAt - a.record.updatedAt))
  const open = createMemo(() =>
    all()
      .filter((local) => local.status !== 'received' || (mine(local) && isOpen(local)))
      .sort((a, b) => Number(b.status === 'needs') - Number(a.status === 'needs')),
  )
  const homes = createMemo(() => dueHomes(all()))
  const foot = () => (
    <div class="foot stack">
      <For each={kinds()}>
        {(kind) => (
          <a class="btn main" href={`/new/${kind.id}`} data-testid={`new-${kind.id}`}>
            <i class="i i-plus" aria-hidden="true" />
            {t('new', { kind: labelOf(kind, lang()) })}
          </a>
        )}
      </For>
    </div>
  )
  return (
    <Tab tab="today" sub={phone.me.person.name} foot={foot()}>
      <Show when={open().length > 0 || homes().of === 0}>
        <RecordRows phone={phone} rows={open()} />
      </Show>
      <Show when={homes().of > 0}>
        <div class="head" data-testid="coverage">
          <h2>{t('dueHomes', { n: homes().due.length })}</h2>
          <span class="sub">{t('coverage', { done: homes().of - homes().due.length, due: homes().of })}</span>
        </div>
        <RecordRows phone={phone} rows={homes().due} />
      </Show>
    </Tab>
  )
}

function isOpen(local: LocalRecord): boolean {
  const kind = kindOf(local.record.kind)
  const state = kind && stateOf(kind, local.record.state)
  return (
    kind?.room === 'quarter' && Boolean(state?.side || state?.draft || local.record.fields['assignee']) && !state?.final
  )
}
