import { type JSX, Show } from 'solid-js'
import type { LocalRecord, Phone } from '../state/phone.ts'
import { useSession } from '../state/session.ts'
import { clockTime, t } from '../words/words.ts'

const ICON = {
  draft: 'i-pencil-line',
  waiting: 'i-cloud-upload',
  received: 'i-check-check',
  needs: 'i-circle-alert',
} as const
const BADGE_ICON = { ...ICON, linking: 'i-refresh-cw', ended: 'i-log-out' } as const

/** One of the four record states: colour, icon and word. */
export function Pill(props: { status: keyof typeof ICON; at?: number | undefined }): JSX.Element {
  const word = () =>
    props.status === 'received' && props.at ? t('receivedAt', { time: clockTime(props.at) }) : t(props.status)
  return (
    <span class={`pill ${props.status}`}>
      <i class={`i ${ICON[props.status]}`} aria-hidden="true" />
      {word()}
    </span>
  )
}
/** `short` leaves the time to the line beside it. */
export const RecordPill = (props: { record: LocalRecord; short?: boolean }): JSX.Element => (
  <Pill status={props.record.status} at={props.short ? undefined : props.record.receivedAt} />
)

/** The exact count of events without a receipt; opens the sheet. */
export function SyncBadge(props: { phone: Phone; onOpen: () => void }): JSX.Element {
  const session = useSession()
  /** There may well be a network: it is the sign-in that is missing. */
  const ended = () => session.signInNeeded() || props.phone.session() === 'signIn'
  const calm = () => (ended() ? 'ended' : props.phone.linking() ? 'linking' : 'received')
  const look = () => (props.phone.needs().length > 0 ? 'needs' : props.phone.waiting() > 0 ? 'waiting' : calm())
  const word = () => {
    if (look() === 'needs') return t('needsN', { n: props.phone.needs().length })
    if (look() === 'waiting') return t('waitingN', { n: props.phone.waiting() })
    if (look() === 'ended') return t('signInFirst')
    return look() === 'linking' ? t('linking') : t('allSent')
  }
  const second = () => {
    if (ended()) return look() === 'ended' ? '' : t('signInFirst')
    if (props.phone.linking()) return look() === 'linking' ? '' : t('linking')
    if (!props.phone.online()) return t('offline')
    const at = props.phone.lastReceipt()
    return props.phone.waiting() > 0 ? t('online') : at ? clockTime(at) : ''
  }
  return (
    <button
      type="button"
      class={`sync ${look()}`}
      data-testid="sync-status"
      data-waiting={props.phone.waiting()}
      data-link={props.phone.online() ? 'online' : 'offline'}
      onClick={props.onOpen}
    >
      <i class={`i ${BADGE_ICON[look()]}`} aria-hidden="true" />
      <b>{word()}</b>
      <Show when={second()}>{(line) => <small>{line()}</small>}</Show>
    </button>
  )
}
