export const breaches = {
  breachNotUnique: '“{move}”: another record has the same code: {others}',
  breachTooNear: '“{move}”: a facility of this sort is very near: {others}',
  breachNotLinked: '“{move}” needs another record, and there is none yet',
  breachLinked: '“{move}”: there is unfinished work: {others}',
  breachWrongState: '“{move}”: the record it names is in another state: {others}',
  breachHint: 'The step stands. Please check, then act.',
}
