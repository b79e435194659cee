import { type Accessor, createSignal, onCleanup } from 'solid-js'
import type { MeAnswer, RecordPage } from '../../domain/api.ts'
import { listedKinds } from '../../domain/kinds/registry.ts'
import { request } from '../state/api.ts'
import { assignmentOf, columnsOf } from './board.ts'
import { checkStates } from './checking.ts'
import type { Live } from './live.ts'

/** ms; the numbers on the rail follow what comes in, but need not be asked for each record of a burst. */
const REST = 2000

/** How much waits for this person on the other pages. */
export function createCounts(
  me: MeAnswer,
  live: Live,
): {
  readonly toCheck: Accessor<number>
  readonly toGive: Accessor<number>
  /** Whether this person checks, or gives out, anything at all. */
  readonly checks: boolean
  readonly gives: boolean
} {
  const [toCheck, setToCheck] = createSignal(0)
  const [toGive, setToGive] = createSignal(0)
  const roles = [...new Set(me.grants.map((grant) => grant.role))]
  const checks = checkStates(roles, '')
  const gives = listedKinds().flatMap((kind) => {
    const assignment = assignmentOf(kind)
    const mine = kind.moves.some(
      (move) => move.to === assignment?.given && move.by.some((role) => roles.includes(role)),
    )
    return assignment && mine ? [{ kind: kind.id, states: columnsOf(assignment)[0]?.states ?? [] }] : []
  })
  async function total(search: string): Promise<number> {
    const answer = await request<RecordPage>(`/api/records?${search}&limit=1`)
    return answer.ok ? answer.value.total : 0
  }
  async function ask(): Promise<void> {
    if (checks.length > 0) setToCheck(await total(`state=${checks.join(',')}`))
    let sum = 0
    for (const { kind, states } of gives) sum += await total(`kind=${kind}&state=${states.join(',')}`)
    setToGive(sum)
  }
  void ask()
  let timer: ReturnType<typeof setTimeout> | undefined
  const stop = live.onChanges(() => {
    timer ??= setTimeout(() => {
      timer = undefined
      void ask()
    }, REST)
  })
  onCleanup(() => {
    stop()
    clearTimeout(timer)
  })
  return { toCheck, toGive, checks: checks.length > 0, gives: gives.length > 0 }
}
