import '../style/shift.css'
import '../words/late.ts'
import { type Accessor, createMemo, createSignal, For, type JSX, Show } from 'solid-js'
import type { PersonId } from '../../domain/ids.ts'
import { onLeave } from '../../domain/roster.ts'
import { doubtsOf } from '../../domain/shift/clock.ts'
import { type MemberDay, teamDay } from '../../domain/shift/day.ts'
import { usePhone } from '../state/phone-context.ts'
import { t } from '../words/words.ts'
import { ClockLine } from './clock-line.tsx'
import { Member } from './member.tsx'
import { MemberSheet } from './member-sheet.tsx'
import { clockSwitch, createWorklist } from './plans.ts'
import { SubstituteSheet } from './substitute-sheet.tsx'
import { createTeamActs } from './team-acts.ts'
import { TeamRequests } from './team-requests.tsx'
import { TeamSos } from './team-sos.tsx'

/** Who needs the leader comes first, then the list of the team as it is. */
const ORDER = { missing: 0, on: 1, break: 1, soon: 2, planned: 2, off: 3, leave: 4, absent: 4, free: 5 } as const

/** A leader's team today: who is there, who is not, what waits for his word. From the phone alone. */
export function TeamPart(props: { readonly now: Accessor<number> }): JSX.Element {
  const phone = usePhone()
  const list = createWorklist(phone, () => props.now())
  const acts = createTeamActs(phone, list)
  const [opened, setOpened] = createSignal<PersonId>()
  const [substituting, setSubstituting] = createSignal<MemberDay>()
  const [told, setTold] = createSignal('')
  const [busy, setBusy] = createSignal(false)
  const team = () => phone.team()
  /** Whether the office asks the leader's people to clock in. */
  const asked = createMemo(() => clockSwitch(phone, list.at(), 'cleaner').on)
  const days = createMemo(() => {
    const ids = team().map(({ id }) => id)
    const leaves = list.ofKind('leave_request')
    const away = (person: PersonId, date: string): boolean => onLeave(leaves, person, date) !== undefined
    return teamDay(ids, list.planned(), list.ofKind('shift'), away, list.at(), asked()).toSorted(
      (a, b) => ORDER[a.standing] - ORDER[b.standing],
    )
  })
  const count = (...of: readonly MemberDay['standing'][]): number =>
    days().filter(({ standing }) => of.includes(standing)).length
  const ids = createMemo(() => new Set<string>(team().map(({ id }) => id)))
  const sure = createMemo(() =>
    list
      .ofKind('shift')
      .filter(({ state, fields }) => state === 'off_duty' && ids().has(String(fields['workerId'])))
      .filter((shift) => doubtsOf(shift).length === 0 && acts.mayConfirm(shift)),
  )
  async function confirmAll(): Promise<void> {
    if (busy()) return
    setBusy(true)
    let n = 0
    for (const shift of sure()) if (await acts.confirm(shift)) n++
    setBusy(false)
    setTold(t('confirmed', { n }))
  }
  const member = () => days().find(({ person }) => person === opened())

  return (
    <div class="shift team" data-testid="team">
      <TeamSos list={list} acts={acts} team={ids()} />
      <section class="block">
        <p class="lead">{team().length > 0 ? t('teamTitle') : t('teamNone')}</p>
        <Show when={team().length > 0} fallback={<p class="sub">{t('teamNoneNote')}</p>}>
          <p class="team-counts">
            <span class="pill received">{t('teamOn', { n: count('on', 'break') })}</span>
            <Show when={asked()}>
              <span class="pill needs" data-testid="team-missing">
                {t('teamMissing', { n: count('missing') })}
              </span>
            </Show>
            <span class="pill">{t('teamLeave', { n: count('leave') })}</span>
          </p>
          <Show when={!asked()}>
            <p class="sub" data-testid="team-unasked">
              {t('teamUnasked')}
            </p>
          </Show>
        </Show>
      </section>
      <TeamRequests list={list} acts={acts} team={ids()} />
      <Show when={sure().length > 0 || told()}>
        <section class="block stack">
          <Show when={sure().length > 0}>
            <button
              type="button"
              class="btn main"
              data-testid="confirm-all"
              aria-busy={busy()}
              onClick={() => void confirmAll()}
            >
              <i class="i i-check-check" aria-hidden="true" />
              {t('confirmAll', { n: sure().length })}
            </button>
          </Show>
          <p class="ok strong" role="status">
            {told()}
          </p>
        </section>
      </Show>
      <ul class="rows">
        <For each={days()}>
          {(one) => (
            <Member
              day={one}
              acts={acts}
              onOpen={() => setOpened(one.person)}
              onSubstitute={() => setSubstituting(one)}
            />
          )}
        </For>
      </ul>
      <ClockLine now={props.now} />
      <Show when={member()}>
        {(day) => (
          <MemberSheet
            day={day()}
            acts={acts}
            onSubstitute={() => {
              setSubstituting(day())
              setOpened(undefined)
            }}
            onClose={() => setOpened(undefined)}
          />
        )}
      </Show>
      <Show when={substituting()}>
        {(day) => (
          <SubstituteSheet
            day={day()}
            days={days()}
            acts={acts}
            at={list.at()}
            onClose={() => setSubstituting(undefined)}
          />
        )}
      </Show>
    </div>
  )
}
