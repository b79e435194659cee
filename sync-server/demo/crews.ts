import roads from '../../domain/data/geo/roads.json' with { type: 'json' }
import divisions from '../../domain/data/zhangdian-divisions.json' with { type: 'json' }
import { asPerson } from '../../domain/ids.ts'
import { KEYUAN } from './accounts.ts'
import type { Actor } from './pen.ts'
import { leaderOf, type Staff } from './staff.ts'

/** How many there are with each role in the whole district, those with an account among them. */
export const CLEANERS = 1800
export const DRIVERS = 120
/** Cleaners of a team. leader1's is 17 strong. */
const TEAM = 18
/** Those of 科苑 who have an account. */
const NAMED = { cleaner: ['cleaner1', 'cleaner2'], driver: ['driver1'] } as const

export type Member = {
  /** The short name: `p-{account}` is the person. */
  readonly account: string
  readonly role: 'cleaner' | 'driver'
  readonly street: string
  readonly leader: string
  /** Counts in the street. */
  readonly index: number
}
export type Team = { readonly leader: string; readonly street: string; readonly members: readonly Member[] }
export type Crews = { readonly teams: readonly Team[]; readonly people: readonly Staff[] }

const SURNAMES = [...'赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎']

/** An invented name: the number tells apart who has the same. */
export const inventedName = (n: number): string => `${SURNAMES[(n * 7) % SURNAMES.length]}示例${n}`

/** The crews of the district: streets get their share by their roads, teams are led by somebody of the street. */
export function crewsOf(): Crews {
  const people: Staff[] = []
  const streets = divisions.streets.map(({ code }) => code)
  const roadsOf = new Map(streets.map((code) => [code, 0]))
  for (const { properties } of roads.features) {
    const street = (properties.unitCodes[0] as string).slice(0, 9)
    roadsOf.set(street, (roadsOf.get(street) ?? 0) + 1)
  }
  const weights = streets.map((code) => roadsOf.get(code) ?? 0)
  const cleaners = shared(CLEANERS, weights)
  const drivers = shared(DRIVERS, weights)
  let [nextCleaner, nextDriver, nextLeader] = [1, 1, 1]

  const teams = streets.flatMap((street, s) => {
    const own = numbered('cleaner', street, cleaners[s] as number, () => nextCleaner++)
    const wheels = numbered('driver', street, drivers[s] as number, () => nextDriver++)
    // leader1's team is small enough to be seen at a glance; the street's last one has the drivers as well.
    const sizes = sizesOf(own.length, street === KEYUAN ? TEAM - 1 : TEAM)
    let from = 0
    return sizes.map((size, t): Team => {
      const leader = t === 0 ? leaderOf(street) : `leader-${street}-${t + 1}`
      if (t > 0)
        people.push({ account: leader, name: `班${inventedName(nextLeader++)}`, role: 'team_leader', areas: [street] })
      const members = own.slice(from, from + size)
      from += size
      const all = t === sizes.length - 1 ? [...members, ...wheels] : members
      return { leader, street, members: all.map((one) => ({ ...one, leader })) }
    })
  })
  return { teams, people }

  function numbered(role: Member['role'], street: string, count: number, next: () => number): Omit<Member, 'leader'>[] {
    const named: readonly string[] = street === KEYUAN ? NAMED[role] : []
    return Array.from({ length: count }, (_, index) => {
      const n = next()
      const account = named[index] ?? `${role}-${String(n).padStart(4, '0')}`
      if (!named[index]) people.push({ account, name: inventedName(n), role, areas: [street] })
      return { account, role, street, index }
    })
  }
}

/** Splits `total` by weight into whole numbers; the largest remainders get what is left over. */
function shared(total: number, weights: readonly number[]): readonly number[] {
  const sum = weights.reduce((all, one) => all + one, 0)
  const exact = weights.map((weight) => (total * weight) / sum)
  const parts = exact.map(Math.floor)
  const byRemainder = exact.map((part, i) => [part - Math.floor(part), i] as const).sort((a, b) => b[0] - a[0])
  for (const [, i] of byRemainder.slice(0, total - parts.reduce((all, one) => all + one, 0))) {
    parts[i] = (parts[i] as number) + 1
  }
  return parts
}

const sizesOf = (count: number, first: number): readonly number[] => {
  const sizes = [Math.min(first, count)]
  for (let left = count - first; left > 0; left -= TEAM) sizes.push(Math.min(TEAM, left))
  return sizes
}

export const memberActor = ({ account, role }: Member): Actor => ({ person: asPerson(`p-${account}`), role })
export const leaderActor = (leader: string): Actor => ({ person: asPerson(`p-${leader}`), role: 'team_leader' })
