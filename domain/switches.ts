import type { Words } from './kinds/define.ts'

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
