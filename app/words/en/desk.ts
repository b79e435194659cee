import type { desk as zh } from '../zh/desk.ts'

export const desk: { readonly [K in keyof typeof zh]: string } = {
  check: 'Check',
  verify: 'Verify',
  return: 'Return',
  reason: 'Say what to change',
  pickFields: 'Tick what must change',
  who: 'By',
  state: 'State',
  arrived: 'Received',
  record: 'Record',
  all: 'All',
  kind: 'Kind',
  dispatch: 'Dispatch',
  total: '{n} in all',
}
