import type { DatabaseSync } from 'node:sqlite'
import { covers } from '../../domain/access.ts'
import type { Area, AuditRow } from '../../domain/api.ts'
import { bookOf } from '../../domain/kinds/registry.ts'
import { fail, ok } from '../../domain/result.ts'
import { switches } from '../../domain/switches.ts'
import type { Outcome } from './admin-problem.ts'
import type { Audit } from './audit.ts'
import { atomically } from './database.ts'
import type { Organisation } from './organisation.ts'
import { type Actor, administers, areasAs } from './scope.ts'

export type SwitchChange = { readonly id: string; readonly book: string; readonly area: string; readonly on: boolean }

/** Areas and switches, and what was changed by whom. */
export interface OrganisationAdmin {
  addArea(by: Actor, area: Area): Outcome<void>
  setSwitch(by: Actor, change: SwitchChange, ground: string): Outcome<void>
  /** Newest first: for administrators and auditors of the areas. */
  audit(by: Actor, before: number | undefined, limit: number): Outcome<readonly AuditRow[]>
}

export function createOrganisationAdmin(deps: {
  readonly db: DatabaseSync
  readonly now: () => number
  readonly audit: Audit
  readonly organisation: Organisation
  /** Called after the change is on disk. */
  readonly changed: () => void
}): OrganisationAdmin {
  const { db, now, audit, organisation, changed } = deps
  return {
    addArea(by, area) {
      const parents = organisation.areas().filter((one) => one.code !== area.code && covers(one.code, area.code))
      if (parents.length === 0) return fail({ code: 'areaParent' })
      if (!administers(by, area.code, now())) return fail({ code: 'outOfScope' })
      const detail = { name: area.name, level: area.level }
      atomically(db, () => {
        organisation.addArea(area)
        audit.add({ by: by.person, act: 'addArea', subject: area.code, area: area.code, detail })
      })
      changed()
      return ok(undefined)
    },
    setSwitch(by, { id, book, area, on }, ground) {
      if (!switches.some((one) => one.id === id) || !bookOf(book)) return fail({ code: 'unknownSwitch' })
      if (!administers(by, area, now())) return fail({ code: 'outOfScope' })
      if (!organisation.areaOf(area)) return fail({ code: 'unknownArea' })
      if (on && ground === '') return fail({ code: 'groundMissing' })
      atomically(db, () => {
        organisation.setSwitch({ id, book, area, on, from: now(), ...(ground ? { ground } : {}) })
        audit.add({ by: by.person, act: 'setSwitch', subject: id, area, detail: { book, on, ground } })
      })
      changed()
      return ok(undefined)
    },
    audit(by, before, limit) {
      const areas = [...areasAs('admin', by, now()), ...areasAs('auditor', by, now())]
      return areas.length === 0 ? fail({ code: 'outOfScope' }) : ok(audit.page(areas, before, limit))
    },
  }
}
