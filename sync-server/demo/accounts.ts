import type { Words } from '../../domain/kinds/define.ts'
import { areaName } from './areas.ts'

/** The demo's people with a password; names are invented. Accounts and areas as in docs/contract.md. */
export const KEYUAN = '370303005'
export const PANYUAN = '370303005003'
export const DISTRICT = '370303'
export const SIBAO = '370303008'
export const VILLAGE = `${SIBAO}200`
/** Departments are nodes of the area tree under the district; they are invented. */
export const SERVICE = `${DISTRICT}D01`
const HOUSING = `${DISTRICT}D02`
const PLANNING = `${DISTRICT}D03`

export const DEMO_PASSWORD = 'xunji-demo'

export type DemoAccount = {
  readonly account: string
  readonly name: string
  readonly role: string
  readonly area: string
  /** What this person does, in one sentence. */
  readonly says: Words
}
const person = (account: string, name: string, role: string, area: string, zh: string, en: string): DemoAccount => ({
  account,
  name,
  role,
  area,
  says: { zh, en },
})

export const demoAccounts: readonly DemoAccount[] = [
  person('police1', '孟示例', 'assistant', PANYUAN, '入户走访，潘苑北片', 'Visits homes in the north of Panyuan'),
  person('police2', '连示例', 'assistant', PANYUAN, '入户走访，潘苑南片', 'Visits homes in the south of Panyuan'),
  person(
    'officer1',
    '段示例',
    'officer',
    PANYUAN,
    '核查走访，退回要改的一处，核准台账',
    'Checks visits, returns what must change, accepts entries',
  ),
  person(
    'leader1',
    '田示例',
    'team_leader',
    KEYUAN,
    '管保洁班和设施台账，派维修',
    'Leads the cleaners, keeps the facilities, dispatches repairs',
  ),
  person(
    'toilet1',
    '姜示例',
    'toilet_keeper',
    KEYUAN,
    '看公厕，报修，验收修好的',
    'Keeps the toilets, reports faults, accepts repairs',
  ),
  person(
    'repair1',
    '管示例',
    'maintainer',
    KEYUAN,
    '接维修单，到场，拍前后两张',
    'Takes repair orders, goes there, photographs before and after',
  ),
  person(
    'supervisor1',
    '宾示例',
    'supervisor',
    KEYUAN,
    '看全街道，派单，定扣住的和有两个值的',
    'Sees the street, dispatches, decides what is on hold or in conflict',
  ),
  person('cleaner1', '齐示例', 'cleaner', KEYUAN, '扫路段，报设施故障', 'Sweeps a route, reports faults'),
  person('cleaner2', '鲁示例', 'cleaner', KEYUAN, '扫路段，报设施故障', 'Sweeps a route, reports faults'),
  person('contractor1', '晏示例', 'contractor', KEYUAN, '施工队，做大修', 'Contractor for the larger works'),
  person('driver1', '高示例', 'driver', KEYUAN, '开清运车', 'Drives the refuse truck'),
  person('station1', '国示例', 'station_operator', KEYUAN, '中转站过磅', 'Weighs in at the transfer station'),
  person(
    'village1',
    '崔示例',
    'village_staff',
    VILLAGE,
    '村里的设施台账和户厕',
    'Keeps a village’s facilities and latrines',
  ),
  person('river1', '卢示例', 'river_patrol', VILLAGE, '巡河', 'Patrols the river'),
  person('light1', '邴示例', 'electrician', VILLAGE, '修巷灯', 'Mends the lane lights'),
  person('inspector1', '公示例', 'town_inspector', SIBAO, '镇街核查', 'Checks for the town'),
  person('accept1', '隰示例', 'district_reviewer', DISTRICT, '区级验收', 'Accepts for the district'),
  person('finance1', '东示例', 'finance', SIBAO, '镇街支付', 'Pays for the town'),
  person('guard1', '郭示例', 'guard', PANYUAN, '智能岗值守', 'Watches a smart post'),
  person('helper1', '仉示例', 'service_agent', SERVICE, '帮办代办', 'Runs errands with the offices for citizens'),
  person('window1', '第示例', 'window_officer', SERVICE, '窗口受理', 'Receives cases at the window'),
  person('review1', '乜示例', 'dept_reviewer', HOUSING, '联审，住建', 'Reviews for housing and construction'),
  person('review2', '诸示例', 'dept_reviewer', PLANNING, '联审，自然资源', 'Reviews for natural resources'),
  person('district1', '须示例', 'supervisor', DISTRICT, '看全区', 'Sees the whole district'),
  person(
    'auditor1',
    '无示例',
    'auditor',
    DISTRICT,
    '看数据和操作日志，不看个人资料',
    'Figures and the audit log, no personal data',
  ),
  person(
    'admin',
    '系示例',
    'admin',
    DISTRICT,
    '管人员、辖区、开关，看不到记录内容',
    'People, areas and switches, no record content',
  ),
]

/** "Who do you want to be?": the cards of the sign-in page, in the order of the list. */
export const demoCards = (): readonly (DemoAccount & { readonly areaName: Words })[] =>
  demoAccounts.map((one) => ({ ...one, areaName: areaName(one.area) }))
