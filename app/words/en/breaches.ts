export const breaches = {
  breachNotUnique: '“{move}”: another record has the same code: {others}',
  breachTooNear: '“{move}”: a facility of this sort is very near: {others}',
  breachNotLinked: '“{move}” needs another record, and there is none yet',
  breachLinked: '“{move}”: there is unfinished work: {others}',
  breachWrongState: '“{move}”: the record it names is in another state: {others}',
  breachNotAsNamed: '“{move}”: what was copied differs from the record it names: {others}',
  breachSampleTooSmall: '“{move}”: less than a tenth of the village was sampled',
  breachPhotoAsked: '“{move}” has no photo, though photos were asked for by then; that phone may not have heard of it',
  breachHint: 'The step stands. Please check, then act.',
}
