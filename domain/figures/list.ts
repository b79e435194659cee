import type { Figure } from './define.ts'
import { facilities } from './facilities.ts'
import { villagesLit } from './lanes.ts'
import { latrines } from './latrines.ts'
import { shifts } from './shifts.ts'
import { tasks } from './tasks.ts'
import { visits } from './visits.ts'

/** Not in the source: how the latrines of an area are spread over their stages. */
const stages: Figure = {
  id: 'latrine.stages',
  zh: '户厕改造进度',
  en: 'Latrines by stage',
  unit: '户',
  better: 'none',
  period: null,
  numerator: { count: 'latrine', by: 'state' },
  denominator: null,
  definition: { zh: '按现在所处环节分列的户数', en: 'Households by the stage that they have reached' },
}

/** All figures that the office can ask for. */
export const figures: readonly Figure[] = [
  ...visits,
  ...shifts,
  ...facilities,
  villagesLit,
  ...latrines,
  stages,
  ...tasks,
]

export const figureOf = (id: string): Figure | undefined => figures.find((figure) => figure.id === id)

/** The kind whose records a figure counts; its book says whose matter it is. */
export const kindOfFigure = (figure: Figure): string => figure.id.split('.')[0] as string
