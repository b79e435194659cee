import { DAY, startOfDay } from '../../domain/clock.ts'
import type { Address } from './address.ts'

/** The question to the server that the filters ask. `days` = today and the days before it. */
export function searchOf(at: Address, now: number): string {
  const params = new URLSearchParams()
  for (const field of ['kind', 'state', 'area', 'card', 'q'] as const) if (at[field]) params.set(field, at[field])
  // Only what stands behind a figure; a period that is not named is this year.
  if (at.figure && at.part) {
    params.set('figure', at.figure)
    params.set('part', at.part)
    params.set('period', at.period || 'year')
    if (at.category) params.set('category', at.category)
  }
  const days = Number(at.days)
  if (days > 0) params.set('from', String(startOfDay(now) - (days - 1) * DAY))
  return params.toString()
}
