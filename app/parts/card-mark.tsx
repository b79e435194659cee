import { type JSX, Show } from 'solid-js'
import { DAY, HOUR, MINUTE, startOfDay } from '../../domain/clock.ts'
import type { Card } from '../../domain/deadline.ts'
import { t } from '../words/words.ts'

/** The card of a deadline: a shape with its letter, never colour alone; none is no shape. */
export function CardMark(props: { card: Card }): JSX.Element {
  return (
    <Show when={props.card !== 'none'}>
      <span
        class={`cardmark ${props.card === 'red' ? 'r' : 'y'}`}
        role="img"
        aria-label={t(props.card === 'red' ? 'cardRed' : 'cardYellow')}
      >
        {t(props.card === 'red' ? 'cardR' : 'cardY')}
      </span>
    </Show>
  )
}

/** A span in its two largest units: “1 天 4 小时”. */
export function spanWords(ms: number): string {
  const days = Math.floor(ms / DAY)
  const hours = Math.floor((ms % DAY) / HOUR)
  const minutes = Math.floor((ms % HOUR) / MINUTE)
  if (days > 0) return hours > 0 ? t('spanDays', { d: days, h: hours }) : t('spanDaysOnly', { d: days })
  if (hours > 0) return minutes > 0 ? t('spanHours', { h: hours, m: minutes }) : t('spanHoursOnly', { h: hours })
  return t('spanMinutes', { m: Math.max(1, minutes) })
}

/** “剩 2 天 3 小时”, “超 18 分”. */
export const dueWords = (dueAt: number, now = Date.now()): string =>
  dueAt >= now ? t('dueIn', { span: spanWords(dueAt - now) }) : t('dueOver', { span: spanWords(now - dueAt) })

/** The same in one unit, for a row: “超 1 天”, “今天”, “剩 5 小时”. */
export function shortDue(dueAt: number, now: number): string {
  const ms = Math.abs(dueAt - now)
  if (dueAt >= now && dueAt - 1 < startOfDay(now) + DAY && ms > 12 * HOUR) return t('dueToday')
  const hours = Math.floor(ms / HOUR)
  const span =
    ms >= DAY
      ? t('spanDaysOnly', { d: Math.floor(ms / DAY) })
      : hours > 0
        ? t('spanHoursOnly', { h: hours })
        : spanWords(ms)
  return dueAt >= now ? t('dueIn', { span }) : t('dueOver', { span })
}
