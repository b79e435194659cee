import '../../style/figures.css'
import { createResource, For, type JSX, Show } from 'solid-js'
import type { FiguresAnswer, MeAnswer, RulesAnswer } from '../../../domain/api.ts'
import { isoDate } from '../../../domain/clock.ts'
import { kindOfFigure } from '../../../domain/figures/list.ts'
import { bookOf, labelOf } from '../../../domain/kinds/registry.ts'
import { targetOf } from '../../../domain/office-rules.ts'
import { request } from '../../state/api.ts'
import { areaName, areasBelow } from '../../state/areas.ts'
import { loadKinds } from '../../state/kinds.ts'
import { createNow } from '../../state/now.ts'
import { clockTime, lang, t } from '../../words/words.ts'
import type { AddressBar } from '../address.ts'
import type { Live } from '../live.ts'
import { Top } from '../top.tsx'
import { createRound } from './ask.ts'
import { FigureCard } from './figure-card.tsx'
import { FigurePanel } from './figure-panel.tsx'
import { byLine } from './lines.ts'

const PERIODS = ['week', 'month', 'year'] as const
const FIRST = 'year'

/** The figures of the reader's areas: over units in the order of their codes, never over persons. */
export function FiguresView(props: { me: MeAnswer; bar: AddressBar; live: Live }): JSX.Element {
  const round = createRound(props.live)
  const now = createNow()
  const [offered] = createResource(async () => {
    const answer = await request<FiguresAnswer>('/api/figures')
    if (!answer.ok) return undefined
    // An auditor writes no book, so that the page knows none of its kinds yet.
    await loadKinds(answer.value.figures.map(kindOfFigure))
    return answer.value.figures
  })
  const [rules] = createResource(async () => {
    const answer = await request<RulesAnswer>('/api/rules')
    return answer.ok ? answer.value.rules : []
  })
  const own = () => [...new Set(props.me.grants.map((grant) => grant.area))].filter((area) => /^\d+$/.test(area))
  const area = () => props.bar.at().area || own()[0] || ''
  const period = () => props.bar.at().period || FIRST
  const asked = () => ({ area: area(), period: period() })
  const areas = () => {
    const below = own().flatMap((code) => areasBelow(code))
    const around = area() && !own().includes(area()) ? areasBelow(area().slice(0, 9)) : []
    return [...own().map((code) => ({ code, name: areaName(code) })), ...below, ...around].filter(
      (one, at, all) => all.findIndex(({ code }) => code === one.code) === at,
    )
  }
  const lines = () => byLine(offered() ?? [])
  const chosen = () => (offered() ?? []).find(({ id }) => id === props.bar.at().figure) ?? lines()[0]?.[1][0]
  const opens = () => props.me.grants.some(({ role }) => role !== 'auditor')
  return (
    <>
      <Top title={t('figures')} sub={areaName(area())} live={props.live}>
        <span class="sub">{t('figuresAsOf', { time: clockTime(now()) })}</span>
      </Top>
      <div class="filters">
        <span class="seg">
          <For each={PERIODS}>
            {(one) => (
              <button
                type="button"
                classList={{ on: period() === one }}
                aria-pressed={period() === one}
                data-testid={`period-${one}`}
                onClick={() => props.bar.go({ period: one === FIRST ? '' : one })}
              >
                {t(`period_${one}`)}
              </button>
            )}
          </For>
        </span>
        <label class="sel" classList={{ on: props.bar.at().area !== '' }}>
          <span class="k">{t('area')}</span>
          <select
            data-testid="filter-area"
            value={area()}
            onChange={(event) => props.bar.go({ area: event.currentTarget.value })}
          >
            <For each={areas()}>
              {({ code, name }) => (
                <option value={code} selected={code === area()}>
                  {name || code}
                </option>
              )}
            </For>
          </select>
        </label>
        <span class="grow" />
        <span class="sub">{t('figuresByCode')}</span>
      </div>
      <div class="figures" data-testid="desk-figures">
        <Show when={offered.state === 'ready' && lines().length === 0}>
          <div class="blank">
            <p>{t('noFigures')}</p>
          </div>
        </Show>
        <div class="figure-lines">
          <For each={lines()}>
            {([book, figures]) => (
              <section aria-label={lineName(book)}>
                <h2>{lineName(book)}</h2>
                <div class="panel figure-cards">
                  <For each={figures}>
                    {(figure) => (
                      <FigureCard
                        figure={figure}
                        asked={asked()}
                        round={round}
                        chosen={chosen()?.id === figure.id}
                        target={targetOf(rules() ?? [], figure.id, area(), isoDate(now()))?.target}
                        onOpen={() => props.bar.go({ figure: figure.id })}
                      />
                    )}
                  </For>
                </div>
              </section>
            )}
          </For>
        </div>
        <Show when={chosen()} keyed>
          {(figure) => <FigurePanel figure={figure} asked={asked()} round={round} bar={props.bar} opens={opens()} />}
        </Show>
      </div>
    </>
  )
}

/** A week of one's own is a book of its own; its figures are about attendance. */
const lineName = (book: string): string => (book === 'worker' ? t('attendanceLine') : labelOf(bookOf(book), lang()))
