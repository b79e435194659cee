import { type Accessor, createMemo } from 'solid-js'
import type { FoldedRecord } from '../../domain/record/folded.ts'
import { openRepairs, type Round, roundOf } from '../../domain/toilet/rounds.ts'
import { plainRecords } from '../state/agenda.ts'
import type { Phone } from '../state/phone.ts'

export type Kept = {
  readonly toilet: FoldedRecord
  readonly round: Round
  /** Repairs that nobody has finished yet. */
  readonly open: readonly FoldedRecord[]
}

const MINUTE = 60_000

/**
 * The toilets that this keeper looks after, with where each stands in its windows: those that the registry gives to him
 * by name and those that it gives to nobody.
 */
export function keptToilets(phone: Phone, now: Accessor<number>): Accessor<readonly Kept[]> {
  const me = phone.me.person.id
  const minute = createMemo(() => Math.floor(now() / MINUTE) * MINUTE)
  const rules = createMemo(() => phone.org().rules)
  return createMemo(() => {
    const all = plainRecords(phone).map(({ record }) => record)
    const checks = Map.groupBy(
      all.filter(({ kind, state }) => kind === 'toilet_check' && state !== 'draft' && state !== 'void'),
      ({ fields }) => String(fields['assetId']),
    )
    const repairs = all.filter(({ kind }) => kind === 'toilet_repair')
    return all
      .filter(
        ({ kind, state, fields }) =>
          kind === 'asset' &&
          (state === 'active' || state === 'correction') &&
          fields['assetType'] === 'toilet' &&
          (fields['status'] === 'in_use' || fields['status'] === 'limited') &&
          (fields['owner'] === undefined || fields['owner'] === me),
      )
      .map((toilet) => ({
        toilet,
        round: roundOf(rules(), toilet, (checks.get(toilet.id) ?? []).map(checkedAt), minute()),
        open: openRepairs(repairs, toilet.id),
      }))
  })
}

const checkedAt = ({ fields, createdAt }: FoldedRecord): number =>
  typeof fields['checkAt'] === 'number' ? fields['checkAt'] : createdAt
