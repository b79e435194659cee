import '../words/late.ts'
import '../style/told.css'
import { createSignal, For, type JSX, onCleanup, onMount, Show } from 'solid-js'
import type { OfficeNotices as Answer, MeAnswer, OfficeNotice } from '../../domain/api.ts'
import { MINUTE } from '../../domain/clock.ts'
import { officeRoles } from '../../domain/notice.ts'
import { post, request } from '../state/api.ts'
import { keepNotices, keptNotices } from '../store/kept.ts'
import { clockTime, t } from '../words/words.ts'

const AGAIN = 2 * MINUTE
const FEW = 2

/**
 * What is said to somebody of the office, until he has seen it: on his today and above every page of his desk. Kept here,
 * so that it is read without a network; `onNews`: where the desk hears that something changed.
 */
export function OfficeNotices(props: { me: MeAnswer; onNews?: (look: () => void) => () => void }): JSX.Element {
  const isOffice = props.me.grants.some(({ role }) => officeRoles.includes(role))
  const [list, setList] = createSignal<readonly OfficeNotice[]>([])
  const [all, setAll] = createSignal(false)
  const [failed, setFailed] = createSignal<string>()
  const unseen = () => list().filter((one) => one.seenAt === undefined)
  const shown = () => (all() ? unseen() : unseen().slice(0, FEW))

  async function look(): Promise<void> {
    const answer = await request<Answer>('/api/notices')
    if (!answer.ok) return
    setList(answer.value.notices)
    await keepNotices(answer.value.notices)
    const marks = answer.value.notices.flatMap((one) => one.marks)
    if (marks.length > 0) await post('/api/reached', { records: marks.slice(0, 200) })
  }
  async function see(notice: OfficeNotice): Promise<void> {
    const records = notice.marks.map(({ record }) => record)
    const answer = await post('/api/notices/seen', { records })
    setFailed(answer.ok ? undefined : notice.record)
    if (!answer.ok) return
    const rest = list().map((one) => (one.record === notice.record ? { ...one, seenAt: Date.now() } : one))
    setList(rest)
    await keepNotices(rest)
  }
  onMount(() => {
    if (!isOffice) return
    void keptNotices().then((kept) => list().length === 0 && setList(kept))
    void look()
    const stop = props.onNews?.(() => void look())
    const timer = setInterval(() => document.visibilityState === 'visible' && void look(), AGAIN)
    const again = (): void => void look()
    window.addEventListener('online', again)
    onCleanup(() => {
      stop?.()
      clearInterval(timer)
      window.removeEventListener('online', again)
    })
  })
  return (
    <Show when={unseen().length > 0}>
      <section class="office-notices" data-testid="office-notices" aria-label={t('noticesNew', { n: unseen().length })}>
        <For each={shown()}>
          {(notice) => (
            <article data-testid="office-notice" data-record={notice.record}>
              <p class="strong">
                {notice.title}{' '}
                <Show when={notice.mustConfirm}>
                  <span class="pill need">{t('noticeMust')}</span>
                </Show>
              </p>
              <p class="body">{notice.body}</p>
              <p class="sub">{t('noticeFrom', { name: notice.byName, time: clockTime(notice.at) })}</p>
              <button type="button" class="btn" data-testid="notice-seen" onClick={() => void see(notice)}>
                {t('noticeSeen')}
              </button>
              <Show when={failed() === notice.record}>
                <p class="msg bad" role="alert">
                  {t('noticeSeenFailed')}
                </p>
              </Show>
            </article>
          )}
        </For>
        <Show when={unseen().length > shown().length}>
          <button type="button" class="btn plain" onClick={() => setAll(true)}>
            {t('noticesMore', { n: unseen().length - shown().length })}
          </button>
        </Show>
      </section>
    </Show>
  )
}
