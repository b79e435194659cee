import { DAY, startOfDay } from '../../domain/clock.ts'
import type { Address } from './address.ts'

/** The question to the server that the filters ask. `days` = today and the days before it. */
export function searchOf(at: Address, now: number): string {
  const params = new URLSearchParams()
  for (const field of ['kind', 'state', 'area', 'card', 'q'] as const) if (at[field]) params.set(field, at[field])
  const days = Number(at.days)
  if (days > 0) params.set('from', String(startOfDay(now) - (days - 1) * DAY))
  return params.toString()
}
