import { createEffect, createSignal, For, type JSX, Match, on, Show, Switch } from 'solid-js'
import { roleName } from '../../domain/kinds/registry.ts'
import { clockTime, lang, t } from '../words/words.ts'
import type { Key } from '../words/zh.ts'
import type { AddressBar } from './address.ts'
import type { HeldItem, HeldQueue } from './held.ts'
import { heldDeed, heldValues, heldWhy } from './held-words.ts'
import { useKeys } from './keys.ts'

const FAILURES: { readonly [code: string]: Key } = {
  ownWork: 'heldOwnWork',
  decidedBefore: 'heldDecidedBefore',
  noNetwork: 'deskNoNetwork',
}

/** Events that are kept and shown to nobody until somebody who may accepts or rejects them, with a reason. */
export function HeldList(props: { bar: AddressBar; held: HeldQueue }): JSX.Element {
  const [reason, setReason] = createSignal('')
  const [problem, setProblem] = createSignal<Key>()
  const [busy, setBusy] = createSignal(false)
  let field: HTMLTextAreaElement | undefined
  const chosen = () => props.held.items().find(({ row }) => row.event === props.bar.at().record)
  const choose = (item: HeldItem | undefined) => props.bar.go({ record: item?.row.event ?? '' })
  createEffect(
    on(
      () => props.bar.at().record,
      () => {
        setReason('')
        setProblem(undefined)
      },
    ),
  )
  const step = (by: 1 | -1) => {
    const items = props.held.items()
    const here = items.findIndex(({ row }) => row.event === chosen()?.row.event)
    choose(items[here === -1 ? 0 : Math.min(Math.max(here + by, 0), items.length - 1)])
  }
  useKeys({ j: () => step(1), k: () => step(-1), r: () => field?.focus(), Escape: () => choose(undefined) })

  async function decide(accept: boolean): Promise<void> {
    const row = chosen()?.row
    if (!row) return
    if (reason().trim() === '') {
      setProblem('heldReasonMissing')
      field?.focus()
      return
    }
    setBusy(true)
    const result = await props.held.decide(row, accept, reason().trim())
    setBusy(false)
    if (result.ok) choose(undefined)
    else setProblem(FAILURES[result.problem.code] ?? 'deskNotWritten')
  }

  return (
    <div class="split" classList={{ open: chosen() !== undefined }}>
      <div class="list">
        <table class="grid flush">
          <thead>
            <tr>
              <th>{t('record')}</th>
              <th>{t('who')}</th>
              <th>{t('heldWhy')}</th>
              <th class="r">{t('arrived')}</th>
            </tr>
          </thead>
          <tbody>
            <For each={props.held.items()}>
              {(item) => (
                <tr
                  data-testid="held-row"
                  data-event={item.row.event}
                  classList={{ on: chosen()?.row.event === item.row.event }}
                  onClick={() => choose(item)}
                >
                  <td>
                    <b class="strong">{heldDeed(item)}</b>
                    <br />
                    <span class="sub">
                      {item.about?.row.title[lang()] ?? t('number', { id: item.row.record.slice(-6) })}
                    </span>
                  </td>
                  <td class="nb">{item.row.byName}</td>
                  <td>{heldWhy(item.row)}</td>
                  <td class="r sub nb">{clockTime(item.row.receivedAt)}</td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
        <Switch>
          <Match when={props.held.state() === 'failed'}>
            <div class="blank" role="alert">
              <p>{t('notFetched')}</p>
              <button type="button" class="btn" onClick={props.held.refresh}>
                {t('tryAgain')}
              </button>
            </div>
          </Match>
          <Match when={props.held.state() === 'ready' && props.held.items().length === 0}>
            <div class="blank">
              <p>{t('nothingHeld')}</p>
            </div>
          </Match>
        </Switch>
      </div>
      <Show when={chosen()} keyed>
        {({ row, about }) => (
          <section class="drawer record" data-testid="drawer">
            <header>
              <div>
                <h2>{about?.row.title[lang()] ?? heldDeed({ row, about })}</h2>
                <p class="sub">
                  {row.byName} {roleName(row.role, lang())} · {t('wroteAt', { time: clockTime(row.content.at) })} ·{' '}
                  {t('receivedAt', { time: clockTime(row.receivedAt) })}
                </p>
              </div>
              <button type="button" class="btn plain" aria-label={t('close')} onClick={() => choose(undefined)}>
                <i class="i i-x" aria-hidden="true" />
              </button>
            </header>
            <div class="in">
              <div class="notice needs">
                <i class="i i-circle-alert" aria-hidden="true" />
                <div>
                  <p>
                    <b>{heldWhy(row)}</b>
                  </p>
                  <p>{t('heldKept')}</p>
                </div>
              </div>
              <section class="panel">
                <h2>{t('heldContent')}</h2>
                <dl class="facts four">
                  <div>
                    <dt>{t('heldStep')}</dt>
                    <dd>{heldDeed({ row, about })}</dd>
                  </div>
                  <For each={heldValues({ row, about })}>
                    {(value) => (
                      <div>
                        <dt>{value.label}</dt>
                        <dd>
                          {value.shown}
                          <span class="sub"> · {t('nowStands', { value: value.now })}</span>
                        </dd>
                      </div>
                    )}
                  </For>
                </dl>
              </section>
              <label class="reason">
                <span class="label">{t('heldDecideReason')}</span>
                <textarea
                  ref={field}
                  class="input"
                  rows="2"
                  data-testid="held-reason"
                  value={reason()}
                  onInput={(event) => setReason(event.currentTarget.value)}
                />
              </label>
            </div>
            <footer>
              <Show when={problem()}>
                {(key) => (
                  <p class="msg bad" role="alert">
                    {t(key())}
                  </p>
                )}
              </Show>
              <button
                type="button"
                class="btn big-b main"
                data-testid="held-accept"
                disabled={busy()}
                onClick={() => void decide(true)}
              >
                {t('heldAccept')}
              </button>
              <button
                type="button"
                class="btn big-b"
                data-testid="held-reject"
                disabled={busy()}
                onClick={() => void decide(false)}
              >
                {t('heldReject')}
              </button>
            </footer>
          </section>
        )}
      </Show>
    </div>
  )
}
