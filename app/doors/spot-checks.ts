import '../words/late.ts'
import { createMemo } from 'solid-js'
import { deadlinesOf, worstOf } from '../../domain/deadline.ts'
import { kindOf } from '../../domain/kinds/registry.ts'
import { spotSample } from '../../domain/spot-check.ts'
import { plainRecords } from '../state/agenda.ts'
import type { DueItem, DueSource } from '../state/due-item.ts'
import { mainTitle, resultOf } from '../state/titles.ts'
import { dateWords, t } from '../words/words.ts'

/** The officer's sample of visits that still wait for a look: to verify or to return, never his own. */
export const spotChecks: DueSource = (phone, now) =>
  createMemo((): readonly DueItem[] => {
    const visits = plainRecords(phone).map((local) => local.record)
    const sample = spotSample(
      visits.filter((record) => record.kind === 'home_visit'),
      phone.me.person.id,
    )
    const kind = kindOf('home_visit')
    if (!kind) return []
    return sample
      .filter((record) => record.state === 'submitted')
      .map((record) => ({
        key: record.id,
        title: mainTitle(phone, record),
        why: t('spotWhy', {
          day: dateWords(record.createdAt),
          result: resultOf(record),
          name: phone.nameOf(record.createdBy),
        }),
        ...worstOf(deadlinesOf(kind, record, now(), { receivedAt: phone.receivedAt })),
        href: `/record/${record.id}?do=verify`,
        record: record.id,
      }))
  })
