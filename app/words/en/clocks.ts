import type { clocks as zh } from '../zh/clocks.ts'

export const clocks: { readonly [K in keyof typeof zh]: string } = {
  clocks: 'Clocks',
  clocksSub: '{n} with a clock, the nearest end first',
  moreTime: 'more time',
  giveTime: 'Give more time',
  newEnd: 'New end',
  extendWhy: 'Why',
  extendSave: 'Extend',
  extendMissing: 'Choose a later time and say why.',
  extendedTo: 'Was {time}, extended once',
  clockDone: 'Done {time}',
  clockOpen: 'Until {time}',
  clockLimit: 'Once, before it turns red.',
}
