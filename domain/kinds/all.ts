// Written by `npm run generate` from the files of this folder. Do not edit.
import { asset } from './asset.ts'
import { building } from './building.ts'
import { clockFix } from './clock-fix.ts'
import type { Kind } from './define.ts'
import { feedback } from './feedback.ts'
import { homeVisit } from './home-visit.ts'
import { household } from './household.ts'
import { householdPrivate } from './household-private.ts'
import { latrine } from './latrine.ts'
import { leaveRequest } from './leave-request.ts'
import { notice } from './notice.ts'
import { planRule } from './plan-rule.ts'
import { rosterEntry } from './roster-entry.ts'
import { ruralHousehold } from './rural-household.ts'
import { shift } from './shift.ts'
import { sos } from './sos.ts'
import { swapRequest } from './swap-request.ts'
import { task } from './task.ts'
import { toiletCheck } from './toilet-check.ts'
import { toiletProject } from './toilet-project.ts'
import { toiletRepair } from './toilet-repair.ts'
import { truck } from './truck.ts'

export const kinds: readonly Kind[] = [
  asset,
  building,
  clockFix,
  feedback,
  homeVisit,
  household,
  householdPrivate,
  latrine,
  leaveRequest,
  notice,
  planRule,
  rosterEntry,
  ruralHousehold,
  shift,
  sos,
  swapRequest,
  task,
  toiletCheck,
  toiletProject,
  toiletRepair,
  truck,
]
