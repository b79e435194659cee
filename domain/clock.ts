/** Times are milliseconds UTC; calendars are Asia/Shanghai (UTC+8, no summer time since 1991), weeks ISO 8601. */

export const SECOND = 1000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR
const ZONE = 8 * HOUR
/** A phone clock that is further off than this is marked (never refused). */
export const SKEW_FLAG = 5 * MINUTE

export type ShanghaiDate = {
  readonly year: number
  /** 1–12 */
  readonly month: number
  readonly day: number
  /** ISO: Monday 1 … Sunday 7 */
  readonly weekday: number
  readonly hour: number
  readonly minute: number
}

export function shanghaiDate(at: number): ShanghaiDate {
  const d = new Date(at + ZONE)
  return {
    year: d.getUTCFullYear(),
    month: d.getUTCMonth() + 1,
    day: d.getUTCDate(),
    weekday: d.getUTCDay() === 0 ? 7 : d.getUTCDay(),
    hour: d.getUTCHours(),
    minute: d.getUTCMinutes(),
  }
}

/** Midnight (ms UTC) of the day in Shanghai that `at` lies in. */
export const startOfDay = (at: number): number => Math.floor((at + ZONE) / DAY) * DAY - ZONE

/** `2026-11-25` in Shanghai. */
export function isoDate(at: number): string {
  return new Date(at + ZONE).toISOString().slice(0, 10)
}

/** Midnight in Shanghai of an ISO date; undefined for text that is none. */
export function fromIsoDate(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined
  const at = Date.parse(`${text}T00:00:00+08:00`)
  return Number.isFinite(at) && isoDate(at) === text ? at : undefined
}

export type Quarter = { readonly year: number; readonly quarter: number }
export function quarterOf(at: number): Quarter {
  const { year, month } = shanghaiDate(at)
  return { year, quarter: Math.ceil(month / 3) }
}
export const previousQuarter = (q: Quarter): Quarter =>
  q.quarter === 1 ? { year: q.year - 1, quarter: 4 } : { year: q.year, quarter: q.quarter - 1 }

export type IsoWeek = { readonly year: number; readonly week: number }
/** The ISO week: its year is that of its Thursday. */
export function isoWeekOf(at: number): IsoWeek {
  const thursday = startOfDay(at) + (4 - shanghaiDate(at).weekday) * DAY
  const { year } = shanghaiDate(thursday)
  const firstDay = Date.UTC(year, 0, 1) - ZONE
  return { year, week: Math.floor((thursday - firstDay) / (7 * DAY)) + 1 }
}

/** Midnight (ms UTC) in Shanghai of the week's Monday. */
export function startOfIsoWeek({ year, week }: IsoWeek): number {
  const fourth = Date.UTC(year, 0, 4) - ZONE
  return fourth - (shanghaiDate(fourth).weekday - 1) * DAY + (week - 1) * 7 * DAY
}

/** Milliseconds of an ISO 8601 duration of days, hours, minutes and seconds (`P7D`, `PT72H`); throws on another. */
export function duration(text: string): number {
  const match = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(text)
  if (!match || text === 'P' || text.endsWith('T')) throw new Error(`not a duration: ${text}`)
  const [, d = '0', h = '0', m = '0', s = '0'] = match
  return Number(d) * DAY + Number(h) * HOUR + Number(m) * MINUTE + Number(s) * SECOND
}

/**
 * The same time of day a calendar period later in Shanghai (`P2Y`, `P6M`, `P30D`); the 31st of a shorter month is its
 * last day. Throws on another text.
 */
export function addPeriod(at: number, period: string): number {
  const match = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?$/.exec(period)
  if (!match || period === 'P') throw new Error(`not a period: ${period}`)
  const [years, months, days] = [1, 2, 3].map((i) => Number(match[i] ?? 0)) as [number, number, number]
  const { year, month, day } = shanghaiDate(at)
  const first = Date.UTC(year + years, month - 1 + months, 1)
  const length = new Date(Date.UTC(year + years, month + months, 0)).getUTCDate()
  const midnight = first + (Math.min(day, length) - 1 + days) * DAY - ZONE
  return midnight + (at - startOfDay(at))
}

type Timed = { readonly at: number; readonly anchor?: readonly [serverMs: number, deltaMs: number] }

/** How far the claimed time lies from the anchored one (ms, positive = fast); 0 without an anchor. */
export const skewOf = (event: Timed): number => (event.anchor ? event.at - (event.anchor[0] + event.anchor[1]) : 0)

/** The claimed time, clipped to [last server time known, arrival]: what permissions, deadlines and figures go by. */
export function clipAt(event: Timed, receivedAt: number): number {
  const notBefore = event.anchor ? event.anchor[0] : Number.NEGATIVE_INFINITY
  return Math.min(Math.max(event.at, notBefore), receivedAt)
}
