import { createSignal, type JSX, Show } from 'solid-js'
import { doubtsOf, startedAt } from '../../domain/shift/clock.ts'
import type { MemberDay } from '../../domain/shift/day.ts'
import { usePhone } from '../state/phone-context.ts'
import { t } from '../words/words.ts'
import { keptReason, ProxySheet } from './proxy-sheet.tsx'
import type { TeamActs } from './team-acts.ts'
import { doubtWords, standingWords } from './team-words.ts'
import { hourWords } from './words.ts'

const PILLS = { on: 'received', break: 'waiting', missing: 'needs', absent: 'needs' } as const

/** One of the team: where he stands, a call, and what a leader does when he is not there. */
export function Member(props: {
  day: MemberDay
  acts: TeamActs
  onOpen: () => void
  onSubstitute: () => void
}): JSX.Element {
  const phone = usePhone()
  const [asking, setAsking] = createSignal(false)
  const known = () => phone.team().find(({ id }) => id === props.day.person)
  const name = () => known()?.name ?? phone.nameOf(props.day.person)
  const number = () => known()?.phone?.replaceAll(/[^+\d]/g, '')
  const isAway = () => props.day.standing === 'missing' || props.day.standing === 'leave'
  const mayProxy = () => ['missing', 'soon'].includes(props.day.standing) && props.day.planned !== undefined
  const line = () => {
    const { planned, shift, substitute } = props.day
    const began = shift && startedAt(shift)
    return [
      planned ? t('startsAt', { from: hourWords(planned.start), to: hourWords(planned.end) }) : '',
      began === undefined ? '' : t('clockedAt', { time: hourWords(began) }),
      substitute ? t('substituteBy', { name: phone.nameOf(substitute) }) : '',
      shift?.state === 'disputed' ? t('contestOpen') : '',
      ...(shift && shift.state !== 'absent' ? doubtsOf(shift).map(doubtWords) : []),
    ]
      .filter(Boolean)
      .join(' · ')
  }
  async function proxy(note: string): Promise<void> {
    const { planned, shift } = props.day
    if (planned && (await props.acts.proxyIn(planned, note, shift))) setAsking(false)
  }
  const press = (): void => {
    const kept = keptReason()
    if (kept) void proxy(kept)
    else setAsking(true)
  }
  return (
    <li
      class="link team-row"
      data-testid="member-row"
      data-person={props.day.person}
      data-standing={props.day.standing}
    >
      <div class="row">
        <button type="button" class="plain-row" data-testid="member" onClick={props.onOpen}>
          <span class="t">
            {name()}
            <span class={`pill ${PILLS[props.day.standing as keyof typeof PILLS] ?? ''}`}>
              {standingWords(props.day.standing)}
            </span>
          </span>
          <span class="sub">{line()}</span>
        </button>
        <Show when={number()}>
          {(known) => (
            <a class="call" href={`tel:${known()}`} data-testid="member-call">
              <i class="i i-phone" aria-hidden="true" />
              <span class="unseen">{`${t('call')} ${name()}`}</span>
            </a>
          )}
        </Show>
      </div>
      <Show when={(isAway() && !props.day.substitute) || mayProxy()}>
        <div class="pair pad">
          <Show when={isAway() && !props.day.substitute && props.day.planned}>
            <button type="button" class="btn" data-testid="substitute" onClick={props.onSubstitute}>
              <i class="i i-users-round" aria-hidden="true" />
              {t('substituteShort')}
            </button>
          </Show>
          <Show when={mayProxy()}>
            <button type="button" class="btn" data-testid="proxy-in" onClick={press}>
              <i class="i i-check" aria-hidden="true" />
              {t('proxyShort')}
            </button>
          </Show>
        </div>
      </Show>
      <Show when={asking()}>
        <ProxySheet title={t('proxyIn')} onSave={(note) => void proxy(note)} onClose={() => setAsking(false)} />
      </Show>
    </li>
  )
}
