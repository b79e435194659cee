import { type JSX, Show } from 'solid-js'
import { DAY, HOUR, MINUTE } from '../../domain/clock.ts'
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
  const minutes = Math.max(1, Math.floor((ms % HOUR) / MINUTE))
  if (days > 0) return hours > 0 ? t('spanDays', { d: days, h: hours }) : t('spanDaysOnly', { d: days })
  return hours > 0 ? t('spanHours', { h: hours, m: minutes }) : t('spanMinutes', { m: minutes })
}

/** “剩 2 天 3 小时”, “超 18 分”. */
export const dueWords = (dueAt: number, now = Date.now()): string =>
  dueAt >= now ? t('dueIn', { span: spanWords(dueAt - now) }) : t('dueOver', { span: spanWords(now - dueAt) })
