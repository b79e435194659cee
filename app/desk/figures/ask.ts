import { type Accessor, createResource, createSignal, onCleanup } from 'solid-js'
import type { FigureAnswer } from '../../../domain/api.ts'
import { SECOND } from '../../../domain/clock.ts'
import { request } from '../../state/api.ts'
import type { Live } from '../live.ts'

/** Figures are counted anew at most this often, however much comes in. */
const REST = 30 * SECOND

export type Asked = { readonly area: string; readonly period: string; readonly category?: string }

/** A number that grows when figures may have changed. */
export function createRound(live: Live): Accessor<number> {
  const [round, setRound] = createSignal(0)
  let timer: ReturnType<typeof setTimeout> | undefined
  const stop = live.onChanges(() => {
    timer ??= setTimeout(() => {
      timer = undefined
      setRound((n) => n + 1)
    }, REST)
  })
  onCleanup(() => {
    clearTimeout(timer)
    stop()
  })
  return round
}

export type Answered = {
  /** The last answer, also while a newer one is on its way. */
  readonly answer: Accessor<FigureAnswer | undefined>
  readonly failed: Accessor<boolean>
  again(): void
}

/** One figure, asked again when the question or the round changes. */
export function createFigure(
  question: Accessor<
    (Asked & { readonly figure: string; readonly trend?: number; readonly planned?: string }) | undefined
  >,
  round: Accessor<number>,
): Answered {
  const [failed, setFailed] = createSignal(false)
  const [answer, { refetch }] = createResource(
    () => {
      const asked = question()
      return asked && { ...asked, round: round() }
    },
    async ({ figure, area, period, category, trend, planned }) => {
      const params = new URLSearchParams({ area, period })
      if (category) params.set('category', category)
      if (trend) params.set('trend', String(trend))
      if (planned) params.set('planned', planned)
      const reply = await request<FigureAnswer>(`/api/figures/${figure}?${params}`)
      setFailed(!reply.ok)
      return reply.ok ? reply.value : undefined
    },
  )
  return { answer: () => answer.latest, failed, again: () => void refetch() }
}
