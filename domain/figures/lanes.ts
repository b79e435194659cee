import type { Figure } from './define.ts'

/**
 * Not as in the source, where it follows the looks at night: until there are such records, the register says which lanes
 * are lit. The villages are those of the programme.
 */
export const villagesLit: Figure = {
  id: 'asset.villages_lit',
  zh: '巷巷亮覆盖率',
  en: 'Villages lit',
  unit: '%',
  better: 'up',
  period: null,
  numerator: { formula: 'programme_villages_all_lanes_lit', rule: 'programme' },
  denominator: { formula: 'programme_villages', rule: 'programme' },
  golden: 83,
  definition: {
    zh: '名单村里，登记的巷道路灯全部在用的村占多少。看的是台账，还没有夜查',
    en: 'Of the villages on the programme’s list, those whose lanes on the register are all in use; not yet by looks at night',
  },
}
