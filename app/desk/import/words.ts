import type { RowFault } from '../../../domain/rural/roll.ts'
import { t } from '../../words/words.ts'
import type { Key } from '../../words/zh.ts'
import type { TableProblem } from './read-table.ts'

const PROBLEMS = { empty: 'importEmpty', noTable: 'importNoTable', oldExcel: 'importOldExcel' } as const

/** Why a file cannot be read, and what to do. */
export const tableProblem = (problem: TableProblem): string =>
  problem.why === 'tooLarge'
    ? t('importTooLarge', { rows: problem.rows.toLocaleString('en'), most: problem.most.toLocaleString('en') })
    : t(PROBLEMS[problem.why])

const FAULTS: { readonly [why in RowFault['why']]: Key } = {
  missing: 'faultMissing',
  number: 'faultNumber',
  range: 'faultRange',
  long: 'faultLong',
  option: 'faultOption',
  becameDate: 'faultBecameDate',
  badText: 'faultBadText',
  village: 'faultVillage',
  villageTwice: 'faultVillageTwice',
  twinInFile: 'faultTwinInFile',
  twinInRegister: 'faultTwinInRegister',
}

/** What is wrong with a cell. */
export const faultWords = ({ why, other = '', suggestion = '' }: RowFault): string =>
  t(why === 'option' && suggestion ? 'faultMaybe' : FAULTS[why], { other, suggestion })
