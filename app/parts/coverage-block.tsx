import type { JSX } from 'solid-js'
import type { Coverage } from '../../domain/coverage.ts'
import { t } from '../words/words.ts'
import { Ring } from './ring.tsx'

/** The three shares of one's own area: met, lawfully closed, due. Next to nobody else's. */
export function CoverageBlock(props: { shares: Coverage }): JSX.Element {
  return (
    <section class="block coverage" data-testid="coverage" data-of={props.shares.of}>
      <Ring share={(props.shares.met + props.shares.closed) / Math.max(1, props.shares.of)} />
      <div>
        <p class="lead" data-testid="share-met" data-n={props.shares.met}>
          {t('metHomes', { n: props.shares.met })}
        </p>
        <p class="sub">
          <span data-testid="share-closed" data-n={props.shares.closed}>
            {t('closedHomes', { n: props.shares.closed })}
          </span>
          {' · '}
          <span data-testid="share-due" data-n={props.shares.due}>
            {t('dueHomes', { n: props.shares.due })}
          </span>
        </p>
        <p class="sub">{t('ofHomes', { n: props.shares.of })}</p>
      </div>
    </section>
  )
}
