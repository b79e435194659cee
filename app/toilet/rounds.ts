import '../words/late.ts'
import { createMemo } from 'solid-js'
import { enumOf, kindOf, labelOf } from '../../domain/kinds/registry.ts'
import type { FoldedRecord } from '../../domain/record/folded.ts'
import { usableNow } from '../../domain/toilet/rounds.ts'
import type { DueItem, DueSource } from '../state/due-item.ts'
import { pointOf } from '../state/point.ts'
import { lang, t } from '../words/words.ts'
import { hourWords } from './hours.ts'
import { type Kept, keptToilets } from './known.ts'

/** The toilets that are still to be looked at in this window. A missed window is yellow, a missed day red. */
export const rounds: DueSource = (phone, now) => {
  const kept = keptToilets(phone, now)
  return createMemo(() =>
    kept()
      .filter(({ round }) => round.window && !round.checked)
      .map((one) => item(one)),
  )
}

function item({ toilet, round, open }: Kept): DueItem {
  const kind = kindOf('asset')
  const place = kind && pointOf(kind, toilet.fields)
  const window = round.window
  return {
    key: `check:${toilet.id}`,
    title: String(toilet.fields['name'] ?? ''),
    why:
      [
        round.missed ? t(round.missed === 'day' ? 'wcMissedDay' : 'wcMissedWindow') : classWords(toilet),
        openWords(open),
      ]
        .filter(Boolean)
        .join(' · ') || t('wcDue', { window: window ? hourWords(window) : '' }),
    ...(window ? { dueAt: window.to } : {}),
    card: round.missed === 'day' ? 'red' : round.missed === 'window' ? 'yellow' : 'none',
    ...(place ? { place } : {}),
    href: `/new/toilet_check?subject=${toilet.id}`,
    record: toilet.id,
  }
}

/** Its class, in words. */
export const classWords = ({ fields }: FoldedRecord): string => {
  const kind = kindOf('asset')
  return labelOf(kind && enumOf(kind, 'toilet_class').find(({ id }) => id === fields['toiletClass']), lang())
}

/** What is out of use because of what is broken. */
export function openWords(open: readonly FoldedRecord[]): string {
  if (open.length === 0) return ''
  const usable = usableNow(open)
  if (usable === 'closed') return t('wcClosed')
  if (usable === 'in_use') return t('wcBroken', { n: open.length })
  const stalls = open.flatMap(({ fields }) =>
    fields['impact'] === 'part_close' && typeof fields['stall'] === 'string' ? [fields['stall']] : [],
  )
  return stalls.length > 0 ? t('wcStallsClosed', { stalls: stalls.join(t('comma')) }) : t('wcLimited')
}
