import { isActive } from '../../domain/access.ts'
import type { OfficeNotice } from '../../domain/api.ts'
import type { PersonId, RecordId } from '../../domain/ids.ts'
import { isCurrent, mustConfirm, officeRoles } from '../../domain/notice.ts'
import type { FoldedRecord } from '../../domain/record/folded.ts'
import { addressesOf, isFor } from '../../domain/told.ts'
import type { Projection } from '../projection/projection.ts'
import type { Author } from '../rooms/rooms.ts'
import type { ReachedStore } from './reached.ts'

/** Notices that are looked through, and of which the reader's are shown. */
const LOOKED = 500
const SHOWN = 50

/** What is said to the office: its people hold no room of a street, so they read it at the server. */
export function createOfficeNotices(deps: {
  readonly projection: Pick<Projection, 'told' | 'notices'>
  readonly store: ReachedStore
  readonly nameOf: (person: PersonId) => string
  readonly now: () => number
}) {
  const { projection, store, nameOf, now } = deps

  /** The act that says it to him in a role of the office; undefined for what is said to others. */
  function saysTo(author: Author, record: FoldedRecord) {
    if (record.createdBy === author.person) return undefined
    const grants = author.grants.filter(({ role }) => officeRoles.includes(role))
    return addressesOf(record).find(({ why, to }) => why === 'notice' && isFor(to, author.person, grants, now()))
  }
  return {
    async list(author: Author): Promise<readonly OfficeNotice[]> {
      if (!author.grants.some((grant) => officeRoles.includes(grant.role) && isActive(grant, now()))) return []
      const found = new Map<string, OfficeNotice>()
      for (const row of await projection.notices(LOOKED)) {
        const toRoles = row.fields['toRoles']
        const isMine = author.grants.some(({ role }) => Array.isArray(toRoles) && toRoles.includes(role))
        const record = isMine ? await projection.told(undefined, row.id) : undefined
        const says = record && isCurrent(record, now()) ? saysTo(author, record) : undefined
        if (!record || !says) continue
        const batch = typeof record.fields['batch'] === 'string' ? record.fields['batch'] : record.id
        const mark = { room: row.room, record: record.id, event: says.event }
        const seenAt = store.seenOf(record.id).get(author.person)
        const before = found.get(batch)
        if (!before && found.size >= SHOWN) break
        found.set(batch, {
          record: record.id,
          title: String(record.fields['title'] ?? ''),
          body: String(record.fields['body'] ?? ''),
          by: record.createdBy,
          byName: nameOf(record.createdBy),
          at: record.createdAt,
          mustConfirm: mustConfirm(record),
          ...before,
          ...(seenAt === undefined ? {} : { seenAt }),
          marks: [...(before?.marks ?? []), mark],
        })
      }
      return [...found.values()]
    },
    /** True if the act is there and is said to him. */
    async isTold(author: Author, id: RecordId, event: string): Promise<boolean> {
      const record = await projection.told(undefined, id)
      return record !== undefined && saysTo(author, record)?.event === event
    },
    /** How many of the records are said to him; he has seen those. */
    async see(author: Author, records: readonly RecordId[]): Promise<number> {
      const found = await Promise.all(records.map((id) => projection.told(undefined, id)))
      const own = found.flatMap((record) => (record && saysTo(author, record) ? [record.id] : []))
      store.see(author.person, own, now())
      return own.length
    },
  }
}
