import type { DatabaseSync } from 'node:sqlite'
import type { TeamMember } from '../../domain/api.ts'
import { asPerson, type PersonId } from '../../domain/ids.ts'

/** Who leads whom. Numbers are told only along this line: to a leader those of his team, to a worker his leader's. */
export interface Teams {
  /** The people whose leader this is, by name; none whose account is disabled. */
  teamOf(leader: PersonId): readonly TeamMember[]
  leaderOf(person: PersonId): PersonId | undefined
  /** Name and number of one. */
  memberOf(person: PersonId): TeamMember | undefined
}

export function openTeams(db: DatabaseSync): Teams {
  const q = {
    team: db.prepare('select id, name, phone from person where leader = ? and disabled = 0 order by name, id'),
    leader: db.prepare('select leader from person where id = ?'),
    member: db.prepare('select id, name, phone from person where id = ?'),
  }
  return {
    teamOf: (leader) => (q.team.all(leader) as MemberRow[]).map(toMember),
    leaderOf(person) {
      const { leader } = (q.leader.get(person) as { leader: string | null } | undefined) ?? {}
      return leader ? asPerson(leader) : undefined
    },
    memberOf(person) {
      const row = q.member.get(person) as MemberRow | undefined
      return row && toMember(row)
    },
  }
}

type MemberRow = { id: string; name: string; phone: string | null }
const toMember = ({ id, name, phone }: MemberRow): TeamMember => ({
  id: asPerson(id),
  name,
  ...(phone ? { phone } : {}),
})
