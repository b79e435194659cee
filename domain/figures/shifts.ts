import type { Figure } from './define.ts'

/** Source: domain/data/domain-kinds.json, `figures` of shift. */
export const shifts: readonly Figure[] = [
  {
    id: 'shift.attendance',
    zh: '出勤率',
    en: 'Attendance',
    unit: '%',
    better: 'up',
    period: 'date',
    numerator: {
      count: 'shift',
      where: {
        all: [
          { state: ['on_duty', 'on_break', 'off_duty', 'confirmed', 'settled', 'disputed'] },
          { field: 'startedAt', present: true },
        ],
      },
    },
    denominator: { formula: 'planned_shifts', rule: 'roster', minus: 'leave' },
    definition: { zh: '实出班次占排班班次（请假两边都不计）', en: 'Worked of planned shifts, leave left out of both' },
  },
  {
    id: 'shift.punctual',
    zh: '准点率',
    en: 'Punctual',
    unit: '%',
    better: 'up',
    period: 'date',
    numerator: {
      count: 'shift',
      where: {
        all: [
          { field: 'startedAt', present: true },
          { field: 'startedAt', maxField: 'plannedStart', plus: 'PT5M' },
        ],
      },
    },
    denominator: { count: 'shift', where: { field: 'startedAt', present: true } },
    definition: { zh: '在计划上班后5分钟内打卡的班次占比', en: 'Clocked in at most 5 min after the planned start' },
  },
]
