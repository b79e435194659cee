import divisions from '../../domain/data/zhangdian-divisions.json' with { type: 'json' }
import { KEYUAN } from './accounts.ts'

/** People of the demo without a password: they sign in by a card that a supervisor prints, or not at all. */
export type Staff = { readonly account: string; readonly name: string; readonly role: string; readonly area: string }

/** The short name of the leader who keeps a street's facilities. */
export const leaderOf = (street: string): string => (street === KEYUAN ? 'leader1' : `leader-${street}`)

export const staff: readonly Staff[] = [
  { account: 'repair2', name: '雍示例', role: 'maintainer', area: KEYUAN },
  { account: 'repair3', name: '却示例', role: 'maintainer', area: KEYUAN },
  ...divisions.streets
    .filter(({ code }) => code !== KEYUAN)
    .map(({ code, name }) => ({
      account: leaderOf(code),
      name: `${name.slice(0, 2)}示例`,
      role: 'team_leader',
      area: code,
    })),
]
