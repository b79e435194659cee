import { createSignal, For, type JSX, Show } from 'solid-js'
import { fromIsoDate, shanghaiDate } from '../../../domain/clock.ts'
import type { RecordId } from '../../../domain/ids.ts'
import { enums } from '../../../domain/kinds/enums.ts'
import { labelOf } from '../../../domain/kinds/registry.ts'
import { daysOf, type NewShift, shiftsFor } from '../../../domain/roster-week.ts'
import { lang, t } from '../../words/words.ts'
import type { WeekData } from './week-data.ts'

/** People × route × shift type × days: one press plans it for everybody who is ticked. */
export function Assign(props: {
  monday: string
  today: string
  data: WeekData
  picked: number
  onChange: (days: readonly string[], shifts: readonly NewShift[]) => void
}): JSX.Element {
  const [type, setType] = createSignal('early')
  const [off, setOff] = createSignal<ReadonlySet<number>>(new Set([6]))
  const [routes, setRoutes] = createSignal<ReadonlySet<RecordId>>(new Set())
  const dates = () => daysOf(props.monday)
  const days = () => dates().filter((date, i) => !off().has(i) && date >= props.today)
  const toggle = <T,>(set: ReadonlySet<T>, one: T): ReadonlySet<T> => {
    const next = new Set(set)
    if (!next.delete(one)) next.add(one)
    return next
  }
  const none = () => props.picked === 0 || days().length === 0
  return (
    <aside class="plan-assign" data-testid="plan-assign" aria-label={t('planPut')}>
      <p class="strong">{props.picked === 0 ? t('planPickFirst') : t('planPicked', { n: props.picked })}</p>
      <p class="label">{t('planShift')}</p>
      <div class="chips">
        <For each={enums['shift_type']}>
          {(one) => (
            <label class="chip">
              <input
                type="radio"
                name="shift"
                data-testid={`shift-${one.id}`}
                checked={type() === one.id}
                onChange={() => setType(one.id)}
              />
              {labelOf(one, lang())}
            </label>
          )}
        </For>
      </div>
      <p class="label">{t('planDays')}</p>
      <div class="chips">
        <For each={dates()}>
          {(date, i) => (
            <label class="chip">
              <input
                type="checkbox"
                data-testid={`day-${i()}`}
                disabled={date < props.today}
                checked={!off().has(i()) && date >= props.today}
                onChange={() => setOff(toggle(off(), i()))}
              />
              {new Intl.DateTimeFormat(lang() === 'zh' ? 'zh-CN' : 'en', {
                weekday: 'short',
                timeZone: 'Asia/Shanghai',
              }).format(fromIsoDate(date) as number)}{' '}
              {shanghaiDate(fromIsoDate(date) as number).day}
            </label>
          )}
        </For>
      </div>
      <p class="label">{t('planRoutes')}</p>
      <div class="chips routes">
        <For each={props.data.routes()} fallback={<p class="sub">{t('planNoRoutes')}</p>}>
          {(row) => (
            <label class="chip">
              <input
                type="checkbox"
                data-testid="route"
                checked={routes().has(row.id)}
                onChange={() => setRoutes(toggle(routes(), row.id))}
              />
              {row.title[lang()].split(' · ').at(-1)}
            </label>
          )}
        </For>
      </div>
      <footer>
        <button
          type="button"
          class="btn main"
          data-testid="plan-put"
          disabled={none() || routes().size === 0}
          onClick={() => props.onChange(days(), shiftsFor(type(), days(), [...routes()]))}
        >
          {t('planPut')}
        </button>
        <Show when={props.picked > 0}>
          <button
            type="button"
            class="btn"
            data-testid="plan-clear"
            disabled={none()}
            onClick={() => props.onChange(days(), [])}
          >
            {t('planTake')}
          </button>
        </Show>
      </footer>
    </aside>
  )
}
