import type { Figure } from './define.ts'

/** Source: domain/data/domain-kinds.json, `figures` of task. */
export const tasks: readonly Figure[] = [
  {
    id: 'task.done_rate',
    zh: '任务完成率',
    en: 'Tasks done',
    unit: '%',
    better: 'up',
    period: 'dueAt',
    numerator: { count: 'task', where: { state: ['done', 'verified', 'closed'] } },
    denominator: { count: 'task', where: { not: { state: ['draft', 'cancelled'] } } },
    golden: 94.5,
    definition: { zh: '完成的任务占派发任务', en: 'Tasks done of the dispatched' },
  },
  {
    id: 'task.in_time',
    zh: '任务按期率',
    en: 'Tasks in time',
    unit: '%',
    better: 'up',
    period: 'dueAt',
    numerator: { count: 'task', where: { met: 'due' } },
    denominator: { count: 'task', where: { not: { state: ['draft', 'cancelled'] } } },
    definition: { zh: '按期完成的占派发', en: 'Tasks done in time of the dispatched' },
  },
]
