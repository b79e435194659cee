import { type Accessor, type JSX, Show } from 'solid-js'
import type { Figure } from '../../../domain/figures/define.ts'
import { lang, t } from '../../words/words.ts'
import { type Asked, createFigure } from './ask.ts'
import { shownFigure, shownParts, unitWords } from './shown.ts'

/** One number of the office; opens what it is made of. */
export function FigureCard(props: {
  figure: Figure
  asked: Asked
  round: Accessor<number>
  chosen: boolean
  /** What the office wants it to come to. */
  target?: number | undefined
  onOpen: () => void
}): JSX.Element {
  const { answer, failed, again } = createFigure(
    () => ({ ...props.asked, figure: props.figure.id }),
    () => props.round(),
  )
  return (
    <button
      type="button"
      class="figure"
      classList={{ on: props.chosen }}
      aria-pressed={props.chosen}
      data-testid={`figure-${props.figure.id}`}
      onClick={() => (failed() ? again() : props.onOpen())}
    >
      <span class="strong">{props.figure[lang()]}</span>
      <Show when={answer()} fallback={<span class="sub">{failed() ? t('notFetched') : t('counting')}</span>}>
        {(counted) => (
          <>
            <span class="n" data-numerator={counted().numerator} data-denominator={counted().denominator ?? ''}>
              {shownFigure(props.figure, counted())}
            </span>
            <span class="sub">{shownParts(props.figure, counted())}</span>
            <Show when={props.target !== undefined}>
              <span class="sub" data-testid="figure-target">
                {t('figureTarget', { n: props.target ?? 0, unit: unitWords(props.figure.unit) })}
              </span>
            </Show>
          </>
        )}
      </Show>
    </button>
  )
}
