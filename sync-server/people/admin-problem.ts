import type { Result } from '../../domain/result.ts'

export type AdminProblem = {
  readonly code:
    | 'outOfScope'
    | 'yourself'
    | 'noSuchPerson'
    | 'noSuchGrant'
    | 'grantEnded'
    | 'unknownRole'
    | 'unknownArea'
    | 'areaParent'
    | 'accountTaken'
    | 'unknownSwitch'
    | 'groundMissing'
    | 'switchWithoutEffect'
    | 'noLeader'
}
export type Outcome<T> = Result<T, AdminProblem>
