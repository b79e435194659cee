import '../words/late.ts'
import { useNavigate } from '@solidjs/router'
import { createMemo, createSignal, For, type JSX, onCleanup, Show } from 'solid-js'
import { startOfDay } from '../../domain/clock.ts'
import type { EventId } from '../../domain/ids.ts'
import { Sheet } from '../parts/sheet.tsx'
import { plainRecords } from '../state/agenda.ts'
import { kindLine } from '../state/due-words.ts'
import type { LocalRecord } from '../state/phone.ts'
import { usePhone } from '../state/phone-context.ts'
import { saveFile } from '../state/save-file.ts'
import { useSession } from '../state/session.ts'
import { mainTitle } from '../state/titles.ts'
import { clockTime, t } from '../words/words.ts'

/** How long (ms) a try may take before the sheet says that it came to nothing. */
const TRY_MS = 3000

/** What waits, what needs the person and why, what was received when. Nothing here throws anything away. */
export function SyncSheet(props: { onClose: () => void }): JSX.Element {
  const phone = usePhone()
  const navigate = useNavigate()
  const [tries, setTries] = createSignal<'none' | 'trying' | 'tried'>('none')
  let timer: ReturnType<typeof setTimeout> | undefined
  const [exporting, setExporting] = createSignal(false)
  const all = createMemo(() => plainRecords(phone))
  const me = phone.me.person.id
  const waiting = () => all().filter((local) => local.status === 'waiting')
  const needs = () =>
    all().filter(({ status, record }) => status === 'needs' && record.history.some((entry) => entry.event.by === me))
  const today = () => startOfDay(Date.now())
  const receivedToday = createMemo(
    () =>
      all().filter(
        ({ status, record, receivedAt }) =>
          status === 'received' && record.createdBy === me && (receivedAt ?? 0) >= today(),
      ).length,
  )
  const lastOwn = (local: LocalRecord) => local.record.history.findLast((entry) => entry.event.by === me)
  const reason = (local: LocalRecord): string => {
    const advice = phone.adviceOf(local.record)
    if (advice) return t(advice.say, advice.values)
    return kindLine(local)
  }
  const stored = (local: LocalRecord): string => {
    const at = t('savedAt', { time: clockTime(lastOwn(local)?.event.at ?? local.record.updatedAt) })
    const photos = local.record.photos.filter((photo) => phone.receivedAt(photo.event as EventId) === undefined).length
    return photos > 0 ? `${at} · ${t('photosN', { n: photos })}` : at
  }
  async function exportWork(): Promise<void> {
    setExporting(true)
    saveFile(await phone.exportAll(), `xunji-${phone.me.person.account ?? me}.json`)
    setExporting(false)
  }
  /** Tries at once, and says what came of it: a press that changes nothing to see is pressed again and again. */
  function retry(): void {
    phone.wake()
    setTries('trying')
    clearTimeout(timer)
    timer = setTimeout(() => setTries('tried'), TRY_MS)
  }
  onCleanup(() => clearTimeout(timer))
  const session = useSession()
  const ended = () => session.signInNeeded() || phone.session() === 'signIn'
  const trying = () => !phone.online() && !ended() && (phone.linking() || tries() === 'trying')
  const open = (id: string): void => {
    props.onClose()
    navigate(`/record/${id}`)
  }
  return (
    <Sheet
      title={t('syncTitle')}
      testId="sync-sheet"
      onClose={props.onClose}
      foot={
        <div class="pair">
          <button
            type="button"
            class="btn"
            data-testid="sync-export"
            aria-busy={exporting()}
            onClick={() => void exportWork()}
          >
            <i class="i i-share-2" aria-hidden="true" />
            {t('syncExport')}
          </button>
          <button type="button" class="btn main" data-testid="sync-retry" aria-busy={trying()} onClick={retry}>
            <i class="i i-refresh-cw" aria-hidden="true" />
            {t('syncNow')}
          </button>
        </div>
      }
    >
      <section
        class="notice"
        role="status"
        data-testid="sync-link"
        classList={{ waiting: !phone.online() || phone.waiting() > 0 }}
      >
        <i
          class={`i ${phone.online() ? 'i-cloud-check' : ended() ? 'i-log-out' : trying() ? 'i-refresh-cw' : 'i-cloud-off'}`}
          aria-hidden="true"
        />
        <div>
          <p class="strong">
            {phone.online() ? t('syncOnline') : ended() ? t('signInFirst') : trying() ? t('linking') : t('syncOffline')}
          </p>
          <p>
            {phone.online()
              ? phone.waiting() > 0
                ? t('syncGoing')
                : t('syncAll')
              : ended()
                ? t('syncSignInNone')
                : tries() === 'tried'
                  ? t('syncStill')
                  : phone.lastReceipt()
                    ? t('syncLast', { time: clockTime(phone.lastReceipt() as number) })
                    : t('syncNever')}
          </p>
        </div>
      </section>
      <Show when={needs().length > 0}>
        <div class="head">
          <h2 class="need">{t('syncNeeds', { n: needs().length })}</h2>
        </div>
        <ul class="rows">
          <For each={needs()}>
            {(local) => (
              <li>
                <i class="i i-circle-alert need" aria-hidden="true" />
                <div>
                  <p class="t">{mainTitle(phone, local.record)}</p>
                  <p class="sub">{reason(local)}</p>
                </div>
                <button type="button" class="btn fit" onClick={() => open(local.record.id)}>
                  {local.record.returned ? t('mend') : t('syncSee')}
                </button>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Show when={waiting().length > 0}>
        <div class="head">
          <h2 class="wait">{t('syncWaiting', { n: phone.waiting() })}</h2>
        </div>
        <ul class="rows">
          <For each={waiting()}>
            {(local) => (
              <li>
                <i class="i i-cloud-upload wait" aria-hidden="true" />
                <div>
                  <p class="t">{mainTitle(phone, local.record)}</p>
                  <p class="sub">{stored(local)}</p>
                </div>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <div class="head">
        <h2 class="ok">{t('syncToday', { n: receivedToday() })}</h2>
        <Show when={phone.lastReceipt()}>
          {(at) => <span class="sub">{t('syncLatest', { time: clockTime(at()) })}</span>}
        </Show>
      </div>
    </Sheet>
  )
}
