import type { figures as zh } from '../zh/figures.ts'

export const figures: { readonly [K in keyof typeof zh]: string } = {
  figureTarget: 'Target {n} {unit}',
  figures: 'Figures',
  figuresAsOf: 'As of {time}. Open a figure for its definition',
  figuresByCode: 'In the order of area codes: no ranking, no persons',
  noFigures: 'There are no figures for your work.',
  counting: 'Counting…',
  meanOf: 'mean of {n}',
  counted: 'Counted / all',
  openCounted: 'Records that count',
  openRest: 'Those that do not',
  exportTable: 'Export table',
  noBelow: 'There is nothing below this area.',
  lastMonths: 'Last {n} months',
  attendanceLine: 'Attendance',
  period_week: 'This week',
  period_month: 'This month',
  period_year: 'This year',
  figureShown: 'Figure “{figure}”: {part}',
  partIn: 'what counts',
  partRest: 'what does not',
}
