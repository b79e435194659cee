import divisions from '../../domain/data/zhangdian-divisions.json' with { type: 'json' }
import { KEYUAN, SIBAO } from './accounts.ts'

/** People of the demo without a password: they sign in by a card that a supervisor prints, or not at all. */
export type Staff = {
  readonly account: string
  readonly name: string
  readonly role: string
  /** One, or those of somebody who stands in for a colleague as well. */
  readonly areas: readonly string[]
  readonly leader?: string
  readonly firm?: string
}

/** The short name of the leader who keeps a street's facilities. */
export const leaderOf = (street: string): string => (street === KEYUAN ? 'leader1' : `leader-${street}`)
/** Who looks after a street's toilets. */
export const keeperOf = (street: string): string => (street === KEYUAN ? 'toilet1' : `toilet-${street}`)

/** Who mends a street's toilets: 科苑 has three, by number, each other street one. */
export const menderOf = (street: string, n: number): string =>
  street === KEYUAN ? (['repair1', 'repair2', 'repair3'][n % 3] as string) : `repair-${street}`

const others = divisions.streets.filter(({ code }) => code !== KEYUAN)

export const staff: readonly Staff[] = [
  { account: 'repair2', name: '雍示例', role: 'maintainer', areas: [KEYUAN] },
  { account: 'repair3', name: '却示例', role: 'maintainer', areas: [KEYUAN], firm: '示例安装公司' },
  { account: 'contractor2', name: '璩示例', role: 'contractor', areas: [SIBAO] },
  ...others.map(({ code, name }) => ({
    account: leaderOf(code),
    name: `${name.slice(0, 2)}示例`,
    role: 'team_leader',
    areas: [code],
  })),
  ...others.map(({ code, name }) => ({
    account: keeperOf(code),
    name: `${name.slice(0, 2)}厕示例`,
    role: 'toilet_keeper',
    areas: [code],
  })),
  ...others.map(({ code, name }) => ({
    account: menderOf(code, 0),
    name: `${name.slice(0, 2)}修示例`,
    role: 'maintainer',
    areas: [code],
  })),
]
