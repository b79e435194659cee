import type { doors as zh } from '../zh/doors.ts'

export const doors: { readonly [K in keyof typeof zh]: string } = {
  spotWhy: 'Spot check: {name}, visit of {day}, {result}',
}
