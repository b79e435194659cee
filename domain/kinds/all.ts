// Written by `npm run generate` from the files of this folder. Do not edit.
import { asset } from './asset.ts'
import { building } from './building.ts'
import type { Kind } from './define.ts'
import { homeVisit } from './home-visit.ts'
import { household } from './household.ts'
import { householdPrivate } from './household-private.ts'
import { toiletRepair } from './toilet-repair.ts'

export const kinds: readonly Kind[] = [asset, building, homeVisit, household, householdPrivate, toiletRepair]
