import type { DatabaseSync } from 'node:sqlite'
import { covers } from '../../domain/access.ts'
import type { Area, AuditRow } from '../../domain/api.ts'
import { bookOf } from '../../domain/kinds/registry.ts'
import type { OrgSwitch } from '../../domain/org.ts'
import { fail, ok } from '../../domain/result.ts'
import { hasEffect, switches } from '../../domain/switches.ts'
import type { Outcome } from './admin-problem.ts'
import type { Audit } from './audit.ts'
import { atomically } from './database.ts'
import type { Organisation } from './organisation.ts'
import { type Actor, administers, areasAs } from './scope.ts'

export type SwitchChange = Pick<OrgSwitch, 'id' | 'book' | 'area' | 'on' | 'role'>

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
    setSwitch(by, change, ground) {
      const { id, book, area, role, on } = change
      if (!switches.some((one) => one.id === id) || !bookOf(book)) return fail({ code: 'unknownSwitch' })
      if (role !== undefined && !bookOf(book)?.writers.includes(role)) return fail({ code: 'unknownRole' })
      if (!administers(by, area, now())) return fail({ code: 'outOfScope' })
      if (!organisation.areaOf(area)) return fail({ code: 'unknownArea' })
      if (on && !hasEffect(id, book)) return fail({ code: 'switchWithoutEffect' })
      if (on && ground === '') return fail({ code: 'groundMissing' })
      atomically(db, () => {
        organisation.setSwitch({ ...change, from: now(), ...(ground ? { ground } : {}) }, by.person)
        const detail = { book, on, ground, ...(role === undefined ? {} : { role }) }
        audit.add({ by: by.person, act: 'setSwitch', subject: id, area, detail })
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
