import '../../words/late.ts'
import '../../style/told.css'
import { createResource, createSignal, For, type JSX, Show } from 'solid-js'
import type { MeAnswer, RecordPage } from '../../../domain/api.ts'
import type { Kind } from '../../../domain/kinds/define.ts'
import { authorsOf, enumOf, kindOf, labelOf, stateOf } from '../../../domain/kinds/registry.ts'
import { Sheet } from '../../parts/sheet.tsx'
import { request } from '../../state/api.ts'
import { clockTime, lang, t } from '../../words/words.ts'
import type { Key } from '../../words/zh.ts'
import { sendNew } from './send.ts'

/** What somebody at a desk has to say to the office, and what came back. */
export function MyFeedback(props: { me: MeAnswer; onClose: () => void }): JSX.Element {
  const kind = kindOf('feedback') as Kind
  const grant = () => props.me.grants.find(({ role }) => authorsOf(kind).includes(role))
  const [found, { refetch }] = createResource(async () => {
    const answer = await request<RecordPage>('/api/records?kind=feedback&limit=200')
    return answer.ok ? answer.value.rows.filter((row) => row.createdBy === props.me.person.id) : []
  })
  const [about, setAbout] = createSignal('')
  const [words, setWords] = createSignal('')
  const [problem, setProblem] = createSignal<Key>()
  const [sent, setSent] = createSignal(false)
  const [busy, setBusy] = createSignal(false)
  async function send(): Promise<void> {
    const as = grant()
    setSent(false)
    if (!as || about() === '' || words().trim() === '') return void setProblem('feedbackNeeds')
    setBusy(true)
    const by = { person: props.me.person.id, role: as.role }
    const done = await sendNew(kind, by, as.area, { feedbackKind: about(), text: words().trim() })
    setBusy(false)
    setProblem(done ? undefined : 'tellNotWritten')
    if (!done) return
    setWords('')
    setSent(true)
    void refetch()
  }
  return (
    <Sheet title={t('tellFeedback')} testId="desk-feedback" onClose={props.onClose}>
      <div class="told-form desk-feedback">
        <p class="sub">{t('feedbackNote')}</p>
        <div class="picks">
          <For each={enumOf(kind, 'feedback_kind')}>
            {(item) => (
              <button
                type="button"
                class="pick"
                data-testid={`about-${item.id}`}
                aria-pressed={about() === item.id}
                onClick={() => setAbout(String(item.id))}
              >
                {labelOf(item, lang())}
              </button>
            )}
          </For>
        </div>
        <textarea
          class="input"
          rows="4"
          maxLength={1000}
          data-testid="feedback-text"
          aria-label={t('tellFeedback')}
          value={words()}
          onInput={(event) => setWords(event.currentTarget.value)}
        />
        <Show when={problem()}>
          {(key) => (
            <p class="msg bad" role="alert">
              {t(key())}
            </p>
          )}
        </Show>
        <Show when={sent()}>
          <p role="status">{t('feedbackSent')}</p>
        </Show>
        <p>
          <button
            type="button"
            class="btn main"
            data-testid="feedback-say"
            disabled={busy()}
            onClick={() => void send()}
          >
            {t('feedbackSend')}
          </button>
        </p>
        <h2>{t('feedbackOwn')}</h2>
        <ul class="rows">
          <For each={found.latest ?? []} fallback={<li class="sub">{t('feedbackNone')}</li>}>
            {(row) => (
              <li data-testid="own-feedback">
                <span>
                  <span class="t">{String(row.fields['text'] ?? '')}</span>
                  <span class="sub">
                    {clockTime(row.createdAt)} · {labelOf(stateOf(kind, row.state), lang())}
                  </span>
                  <span class="t">{String(row.fields['answer'] ?? '')}</span>
                </span>
              </li>
            )}
          </For>
        </ul>
      </div>
    </Sheet>
  )
}
