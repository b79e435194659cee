/** The demo's people; names are invented. Accounts and areas as in docs/contract.md. */
export const KEYUAN = '370303005'
export const PANYUAN = '370303005003'
const SIBAO = '370303008'
const DISTRICT = '370303'

export const DEMO_PASSWORD = 'xunji-demo'

export const demoAccounts: readonly (readonly [account: string, name: string, role: string, area: string])[] = [
  ['police1', '孟示例', 'assistant', PANYUAN],
  ['police2', '连示例', 'assistant', PANYUAN],
  ['officer1', '段示例', 'officer', PANYUAN],
  ['leader1', '田示例', 'team_leader', KEYUAN],
  ['toilet1', '姜示例', 'toilet_keeper', KEYUAN],
  ['repair1', '管示例', 'maintainer', KEYUAN],
  ['supervisor1', '宾示例', 'supervisor', KEYUAN],
  ['cleaner1', '齐示例', 'cleaner', KEYUAN],
  ['cleaner2', '鲁示例', 'cleaner', KEYUAN],
  ['contractor1', '晏示例', 'contractor', KEYUAN],
  ['driver1', '高示例', 'driver', KEYUAN],
  ['station1', '国示例', 'station_operator', KEYUAN],
  ['village1', '崔示例', 'village_staff', `${SIBAO}200`],
  ['river1', '卢示例', 'river_patrol', `${SIBAO}200`],
  ['light1', '邴示例', 'electrician', `${SIBAO}200`],
  ['inspector1', '公示例', 'town_inspector', SIBAO],
  ['accept1', '隰示例', 'district_reviewer', DISTRICT],
  ['finance1', '东示例', 'finance', SIBAO],
  ['guard1', '郭示例', 'guard', PANYUAN],
  ['district1', '须示例', 'supervisor', DISTRICT],
  ['auditor1', '无示例', 'auditor', DISTRICT],
  ['admin', '系示例', 'admin', DISTRICT],
]
