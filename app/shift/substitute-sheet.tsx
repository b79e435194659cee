import { createMemo, For, type JSX } from 'solid-js'
import type { PersonId } from '../../domain/ids.ts'
import type { MemberDay } from '../../domain/shift/day.ts'
import { Sheet } from '../parts/sheet.tsx'
import { usePhone } from '../state/phone-context.ts'
import { t } from '../words/words.ts'
import type { TeamActs } from './team-acts.ts'
import { hourWords } from './words.ts'

const ORDER = { free: 0, soon: 1, planned: 1, off: 2, on: 3, break: 3, missing: 4, leave: 5, absent: 5 } as const

/** Who is free comes first; one tap publishes the shift for him. */
export function SubstituteSheet(props: {
  day: MemberDay
  days: readonly MemberDay[]
  acts: TeamActs
  at: number
  onClose: () => void
}): JSX.Element {
  const phone = usePhone()
  const others = createMemo(() =>
    props.days
      .filter(({ person, standing }) => person !== props.day.person && standing !== 'leave' && standing !== 'absent')
      .toSorted((a, b) => ORDER[a.standing] - ORDER[b.standing]),
  )
  const line = (one: MemberDay): string => {
    if (one.standing === 'on' || one.standing === 'break') return t('substituteOn')
    return one.planned ? t('substituteBusy', { time: hourWords(one.planned.start) }) : t('substituteFree')
  }
  async function choose(person: PersonId): Promise<void> {
    const { planned } = props.day
    if (planned && (await props.acts.substitute(planned, person))) props.onClose()
  }
  return (
    <Sheet
      title={t('substituteTitle', { name: phone.nameOf(props.day.person) })}
      testId="substitute-sheet"
      onClose={props.onClose}
    >
      <ul class="rows acts">
        <For each={others()} fallback={<li class="pad">{t('substituteNone')}</li>}>
          {(one) => (
            <li>
              <button
                type="button"
                data-testid="pick-substitute"
                data-person={one.person}
                onClick={() => void choose(one.person)}
              >
                <i class="i i-user-round" aria-hidden="true" />
                <span>
                  <span class="t">{phone.nameOf(one.person)}</span>
                  <span class="sub">{line(one)}</span>
                </span>
              </button>
            </li>
          )}
        </For>
      </ul>
    </Sheet>
  )
}
