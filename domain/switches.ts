import { covers } from './access.ts'
import type { Words } from './kinds/define.ts'
import type { OrgSwitch } from './org.ts'

/**
 * What an office may ask of its workers only with a ground that they can read: off, unless somebody with the right to
 * it turned it on for a book and an area.
 */
export type Switch = Words & { readonly id: string; readonly demoOn: readonly string[] }

export const switches: readonly Switch[] = [
  { id: 'clock_in', zh: '打卡', en: 'Clock-in', demoOn: ['sanitation', 'worker'] },
  { id: 'track', zh: '轨迹', en: 'Track', demoOn: ['sanitation', 'worker'] },
  { id: 'required_photo', zh: '必拍照片', en: 'Required photo', demoOn: ['sanitation', 'rural'] },
  { id: 'ranking', zh: '排名', en: 'Ranking', demoOn: [] },
  { id: 'idle_notice', zh: '脱岗提醒', en: 'Idle and off-route notice', demoOn: [] },
]

/** How a switch stands for somebody: off without a word about it. */
export type Standing = { readonly on: boolean; readonly ground?: string; readonly from?: number }

/**
 * Whether a switch is on for a role in an area at a time (ms UTC), and on which ground. The word about the smallest area
 * counts, then the one about the role alone, then the newest. `said`: as the server publishes it.
 */
export function switchOn(
  said: readonly OrgSwitch[],
  id: string,
  book: string,
  role: string,
  area: string,
  at: number,
): Standing {
  const word = said
    .filter((one) => one.id === id && one.book === book && one.from <= at && covers(one.area, area))
    .filter((one) => one.role === undefined || one.role === role)
    .sort(
      (a, b) =>
        b.area.length - a.area.length || Number(b.role !== undefined) - Number(a.role !== undefined) || b.from - a.from,
    )[0]
  if (!word) return { on: false }
  return { on: word.on, from: word.from, ...(word.ground ? { ground: word.ground } : {}) }
}
