import { createMemo, createSignal, For, type JSX, Match, Show, Switch } from 'solid-js'
import type { Kind } from '../../domain/kinds/define.ts'
import { allKinds, kindOf, labelOf, stateOf } from '../../domain/kinds/registry.ts'
import { RecordPill, SyncBadge } from '../parts/status.tsx'
import { dueHomes } from '../state/due.ts'
import type { LocalRecord, Phone } from '../state/phone.ts'
import { clockTime, lang, setLang, t } from '../words/words.ts'
import { RecordForm } from './record-form.tsx'
import { RecordPage } from './record-page.tsx'
import { SyncSheet } from './sync-sheet.tsx'

type Screen =
  | { readonly name: 'today' | 'records' | 'me' }
  | { readonly name: 'record'; readonly id: string }
  | {
      readonly name: 'form'
      readonly kind: Kind
      readonly subject?: string
      readonly record?: string
      readonly only?: readonly string[]
    }
  | { readonly name: 'saved'; readonly id: string }
type Props = {
  readonly phone: Phone
  readonly signInNeeded: boolean
  readonly onSignOut: () => void
  readonly onSignedIn: () => void
}

const SHOWN_AT_ONCE = 60

export function PhoneHome(props: Props): JSX.Element {
  const [screen, setScreen] = createSignal<Screen>({ name: 'today' })
  const [sheet, setSheet] = createSignal(false)
  const [query, setQuery] = createSignal('')
  const kinds = () => allKinds().filter((kind) => props.phone.roleFor(kind.createdBy) !== undefined)
  const mine = (local: LocalRecord) =>
    local.record.createdBy === props.phone.me.person.id || local.record.fields['assignee'] === props.phone.me.person.id

  const all = createMemo(() =>
    Object.values(props.phone.records).sort((a, b) => b.record.updatedAt - a.record.updatedAt),
  )
  /** What is mine and not done, what needs me first; nothing to do with colleagues. */
  const today = createMemo(() =>
    all()
      .filter((local) => local.status !== 'received' || (mine(local) && isOpen(local)))
      .sort((a, b) => Number(b.status === 'needs') - Number(a.status === 'needs')),
  )
  const homes = createMemo(() => dueHomes(all()))
  const found = createMemo(() => {
    const text = query().trim().toLowerCase()
    if (!text) return all()
    return all().filter((local) =>
      `${props.phone.titleOf(local.record)} ${JSON.stringify(local.record.fields)}`.toLowerCase().includes(text),
    )
  })

  return (
    <>
      <Switch>
        <Match when={current(screen(), 'form')}>
          {(form) => (
            <RecordForm
              phone={props.phone}
              kind={form().kind}
              {...(form().record ? { record: form().record as never } : {})}
              {...(form().only ? { only: form().only as readonly string[] } : {})}
              {...(form().subject && form().kind.subject
                ? { start: { [form().kind.subject as string]: form().subject as string } }
                : {})}
              onBack={() => setScreen({ name: 'today' })}
              onSaved={(id) => setScreen({ name: 'saved', id })}
            />
          )}
        </Match>
        <Match when={current(screen(), 'record')}>
          {(page) => (
            <Show when={props.phone.records[page().id]}>
              {(local) => (
                <RecordPage
                  phone={props.phone}
                  local={local()}
                  about={kinds().filter((kind) =>
                    kind.fields.some((field) => field.id === kind.subject && field.of === local().record.kind),
                  )}
                  onBack={() => setScreen({ name: 'records' })}
                  onNew={(kind, subject) => setScreen({ name: 'form', kind, subject })}
                  onEdit={(only) => {
                    const kind = kindOf(local().record.kind)
                    if (kind)
                      setScreen({
                        name: 'form',
                        kind,
                        record: local().record.id,
                        ...(only && only.length > 0 ? { only } : {}),
                      })
                  }}
                />
              )}
            </Show>
          )}
        </Match>
        <Match when={current(screen(), 'saved')}>
          {(saved) => (
            <div class="phone">
              <main class="signin" role="status" data-testid="saved-here">
                <h1>{t('savedHere')}</h1>
                <Show when={props.phone.records[saved().id]}>{(local) => <RecordPill record={local()} />}</Show>
                <button type="button" class="btn" onClick={() => setScreen({ name: 'record', id: saved().id })}>
                  {t('record')}
                </button>
              </main>
              <div class="foot">
                <button
                  type="button"
                  class="btn main"
                  data-testid="saved-done"
                  onClick={() => setScreen({ name: 'today' })}
                >
                  {t('today')}
                </button>
              </div>
            </div>
          )}
        </Match>
        <Match when={true}>
          <div class="phone">
            <header class="top">
              <div>
                <h1>{t(screen().name as 'today' | 'records' | 'me')}</h1>
                <p class="sub">{props.phone.me.person.name}</p>
              </div>
              <SyncBadge phone={props.phone} onOpen={() => setSheet(true)} />
            </header>
            <Show when={props.signInNeeded}>
              <div class="notice waiting">
                <i class="i i-log-out" aria-hidden="true" />
                <p>{t('signInNeeded')}</p>
              </div>
            </Show>
            <main>
              <Switch>
                <Match when={screen().name === 'me'}>
                  <div class="pad stack">
                    <button type="button" class="btn" onClick={() => setLang(lang() === 'zh' ? 'en' : 'zh')}>
                      <i class="i i-languages" aria-hidden="true" />
                      {t('language')}
                    </button>
                    <button type="button" class="btn" onClick={props.onSignOut}>
                      <i class="i i-log-out" aria-hidden="true" />
                      {t('signOut')}
                    </button>
                  </div>
                </Match>
                <Match when={screen().name === 'records'}>
                  <div class="pad">
                    <input
                      class="input"
                      type="search"
                      data-testid="search"
                      placeholder={t('search')}
                      aria-label={t('search')}
                      value={query()}
                      onInput={(e) => setQuery(e.currentTarget.value)}
                    />
                    <p class="sub">{t('total', { n: found().length })}</p>
                  </div>
                  <Rows phone={props.phone} rows={found()} onOpen={(id) => setScreen({ name: 'record', id })} />
                </Match>
                <Match when={true}>
                  <Show when={today().length > 0 || homes().of === 0}>
                    <Rows phone={props.phone} rows={today()} onOpen={(id) => setScreen({ name: 'record', id })} />
                  </Show>
                  <Show when={homes().of > 0}>
                    <div class="head" data-testid="coverage">
                      <h2>{t('dueHomes', { n: homes().due.length })}</h2>
                      <span class="sub">
                        {t('coverage', { done: homes().of - homes().due.length, due: homes().of })}
                      </span>
                    </div>
                    <Rows phone={props.phone} rows={homes().due} onOpen={(id) => setScreen({ name: 'record', id })} />
                  </Show>
                </Match>
              </Switch>
            </main>
            <Show when={screen().name === 'today'}>
              <div class="foot stack">
                <For each={kinds().filter((kind) => kind.room === 'quarter')}>
                  {(kind) => (
                    <button
                      type="button"
                      class="btn main"
                      data-testid={`new-${kind.id}`}
                      onClick={() => setScreen({ name: 'form', kind })}
                    >
                      <i class="i i-plus" aria-hidden="true" />
                      {t('new', { kind: labelOf(kind, lang()) })}
                    </button>
                  )}
                </For>
              </div>
            </Show>
            <nav class="tabs two">
              <For
                each={
                  [
                    ['today', 'i-house'],
                    ['records', 'i-inbox'],
                    ['me', 'i-user-round'],
                  ] as const
                }
              >
                {([name, icon]) => (
                  <a
                    href={`#${name}`}
                    data-testid={`nav-${name}`}
                    aria-current={screen().name === name ? 'page' : undefined}
                    onClick={(event) => {
                      event.preventDefault()
                      setScreen({ name })
                    }}
                  >
                    <i class={`i ${icon}`} aria-hidden="true" />
                    {t(name)}
                  </a>
                )}
              </For>
            </nav>
          </div>
        </Match>
      </Switch>
      <Show when={sheet()}>
        <SyncSheet phone={props.phone} onClose={() => setSheet(false)} />
      </Show>
    </>
  )
}

function Rows(props: { phone: Phone; rows: readonly LocalRecord[]; onOpen: (id: string) => void }): JSX.Element {
  const state = (local: LocalRecord) => {
    const kind = kindOf(local.record.kind)
    return kind
      ? `${labelOf(kind, lang())} · ${labelOf(stateOf(kind, local.record.state), lang())} · ${clockTime(local.record.updatedAt)}`
      : local.record.kind
  }
  return (
    <Show when={props.rows.length > 0} fallback={<p class="pad sub">{t('empty')}</p>}>
      <For each={props.rows.slice(0, SHOWN_AT_ONCE)}>
        {(local) => (
          <button
            type="button"
            class="rowbutton"
            data-testid="record-row"
            data-record={local.record.id}
            onClick={() => props.onOpen(local.record.id)}
          >
            <span>
              <span class="t">{props.phone.titleOf(local.record)}</span>
              <span class="sub">{state(local)}</span>
            </span>
            <RecordPill record={local} />
          </button>
        )}
      </For>
    </Show>
  )
}

function isOpen(local: LocalRecord): boolean {
  const kind = kindOf(local.record.kind)
  const state = kind && stateOf(kind, local.record.state)
  return (
    kind?.room === 'quarter' && Boolean(state?.side || state?.draft || local.record.fields['assignee']) && !state?.final
  )
}

const current = <N extends Screen['name']>(screen: Screen, name: N): Extract<Screen, { name: N }> | undefined =>
  screen.name === name ? (screen as Extract<Screen, { name: N }>) : undefined
