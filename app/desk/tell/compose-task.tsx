import { createSignal, For, type JSX, Show } from 'solid-js'
import type { MeAnswer } from '../../../domain/api.ts'
import { DAY } from '../../../domain/clock.ts'
import type { Kind } from '../../../domain/kinds/define.ts'
import { enumOf, labelOf, moveOf, roleName } from '../../../domain/kinds/registry.ts'
import { levelOf } from '../../../domain/room/names.ts'
import { areaName, areasBelow } from '../../state/areas.ts'
import { lang, t } from '../../words/words.ts'
import type { Key } from '../../words/zh.ts'
import { createWorkers } from '../people.ts'
import { sendNew } from './send.ts'

/** `2026-11-25T18:00` in Shanghai, for a field of date and time. */
const fieldTime = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().slice(0, 16)

/** What is to be done, by whom, by when: given out in one act. */
export function ComposeTask(props: { me: MeAnswer; kind: Kind; onSent: () => void }): JSX.Element {
  const grant = () => props.me.grants.find(({ role }) => props.kind.createdBy.includes(role))
  const own = () => grant()?.area ?? ''
  const areas = () => (levelOf(own()) === 'district' ? areasBelow(own()).map(({ code }) => code) : [own()])
  const [area, setArea] = createSignal('')
  const chosen = () => area() || (areas()[0] ?? '')
  const workers = createWorkers(chosen, moveOf(props.kind, 'accept')?.by ?? [])
  const [title, setTitle] = createSignal('')
  const [detail, setDetail] = createSignal('')
  const [category, setCategory] = createSignal('other')
  const [severity, setSeverity] = createSignal('low')
  const [person, setPerson] = createSignal('')
  const [due, setDue] = createSignal(fieldTime(Date.now() + DAY))
  const [problem, setProblem] = createSignal<Key>()
  const [sent, setSent] = createSignal('')
  const [busy, setBusy] = createSignal(false)
  async function send(): Promise<void> {
    const as = grant()
    const dueAt = Date.parse(`${due()}:00+08:00`)
    if (!as || title().trim() === '' || person() === '' || Number.isNaN(dueAt)) return void setProblem('taskNeeds')
    setBusy(true)
    const set = {
      title: title().trim(),
      ...(detail().trim() ? { detail: detail().trim() } : {}),
      category: category(),
      source: 'inspection',
      severity: severity(),
      assignee: person(),
      dueAt,
    }
    const by = { person: props.me.person.id, role: as.role }
    const done = await sendNew(props.kind, by, chosen(), set, { id: 'dispatch', to: 'dispatched' })
    setBusy(false)
    setProblem(done ? undefined : 'tellNotWritten')
    if (!done) return
    setSent(workers.nameOf(person()))
    setTitle('')
    setDetail('')
    props.onSent()
  }
  const picks = (
    list: readonly string[],
    now: () => string,
    set: (id: string) => void,
    word: (id: string) => string,
  ) => (
    <div class="picks">
      <For each={list}>
        {(id) => (
          <button type="button" class="pick" aria-pressed={now() === id} onClick={() => set(id)}>
            {word(id)}
          </button>
        )}
      </For>
    </div>
  )
  const wordOf = (list: string) => (id: string) =>
    labelOf(
      enumOf(props.kind, list).find((item) => item.id === id),
      lang(),
    )
  const idsOf = (list: string) => enumOf(props.kind, list).map((item) => String(item.id))
  return (
    <div class="told-form" data-testid="compose-task">
      <label>
        <span class="label">{t('taskTitle')}</span>
        <input
          class="input"
          maxLength={100}
          data-testid="task-title"
          value={title()}
          onInput={(event) => setTitle(event.currentTarget.value)}
        />
      </label>
      <label>
        <span class="label">{t('taskDetail')}</span>
        <textarea
          class="input"
          rows="3"
          maxLength={500}
          value={detail()}
          onInput={(event) => setDetail(event.currentTarget.value)}
        />
      </label>
      {picks(idsOf('task_category'), category, setCategory, wordOf('task_category'))}
      {picks(idsOf('severity'), severity, setSeverity, wordOf('severity'))}
      <Show when={areas().length > 1}>{picks(areas(), chosen, setArea, areaName)}</Show>
      <label>
        <span class="label">{t('taskWho')}</span>
        <select
          class="input"
          data-testid="task-person"
          value={person()}
          onChange={(event) => setPerson(event.currentTarget.value)}
        >
          <option value="" />
          <For each={workers.list()}>
            {(one) => (
              <option value={one.id}>
                {one.name} · {one.roles.map((role) => roleName(role, lang())).join(t('comma'))}
              </option>
            )}
          </For>
        </select>
      </label>
      <label>
        <span class="label">{t('taskDue')}</span>
        <input
          class="input"
          type="datetime-local"
          value={due()}
          onInput={(event) => setDue(event.currentTarget.value)}
        />
      </label>
      <Show when={problem()}>
        {(key) => (
          <p class="msg bad" role="alert">
            {t(key())}
          </p>
        )}
      </Show>
      <Show when={sent()}>
        <p role="status">{t('taskSent', { name: sent() })}</p>
      </Show>
      <p>
        <button type="button" class="btn main" data-testid="task-send" disabled={busy()} onClick={() => void send()}>
          {t('taskSend')}
        </button>
      </p>
    </div>
  )
}
