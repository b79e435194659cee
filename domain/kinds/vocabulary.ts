/** Roles and books that kinds name. Source: domain/data/domain-kinds.json. */
import type { Words } from './define.ts'

export type Role = Words & { readonly id: string; readonly account: boolean; readonly reads?: string }
export const roles: readonly Role[] = [
  { id: 'system', zh: '系统', en: 'System', account: false },
  { id: 'citizen', zh: '市民', en: 'Citizen', account: false },
  { id: 'assistant', zh: '警务助理', en: 'Police assistant', account: true },
  { id: 'officer', zh: '社区民警', en: 'Community officer', account: true },
  { id: 'cleaner', zh: '保洁员', en: 'Cleaner', account: true },
  { id: 'team_leader', zh: '班组长', en: 'Team leader', account: true },
  { id: 'driver', zh: '驾驶员', en: 'Driver', account: true },
  { id: 'station_operator', zh: '转运站操作员', en: 'Station operator', account: true },
  { id: 'toilet_keeper', zh: '公厕管理员', en: 'Toilet keeper', account: true },
  { id: 'maintainer', zh: '维修员', en: 'Maintainer', account: true },
  { id: 'village_staff', zh: '村级专管员', en: 'Village clerk', account: true },
  { id: 'river_patrol', zh: '巡河员', en: 'River patrol', account: true },
  { id: 'electrician', zh: '电工', en: 'Electrician', account: true },
  { id: 'town_inspector', zh: '镇街核查员', en: 'Town inspector', account: true },
  { id: 'district_reviewer', zh: '区级验收员', en: 'District reviewer', account: true },
  { id: 'finance', zh: '财政支付员', en: 'Town finance', account: true },
  { id: 'contractor', zh: '施工负责人', en: 'Contractor lead', account: true },
  { id: 'guard', zh: '值守员', en: 'Smart-post guard', account: true },
  { id: 'service_agent', zh: '帮办代办员', en: 'Service agent', account: true },
  { id: 'window_officer', zh: '窗口人员', en: 'Window officer', account: true },
  { id: 'dept_reviewer', zh: '联审员', en: 'Department reviewer', account: true },
  { id: 'supervisor', zh: '调度主管', en: 'Supervisor', account: true },
  { id: 'auditor', zh: '审计员', en: 'Auditor', account: true, reads: 'audit' },
  { id: 'admin', zh: '系统管理员', en: 'Administrator', account: true, reads: 'org' },
]

/** A line of work: who writes it, at which level of the area tree its rooms lie. */
export type Book = Words & {
  readonly id: string
  readonly level: string
  readonly writers: readonly string[]
  readonly above: readonly string[]
  readonly registryWriters?: readonly string[]
  readonly ownerWrites?: boolean
}
export const books: readonly Book[] = [
  {
    id: 'police',
    zh: '警务',
    en: 'Policing',
    level: 'village',
    writers: ['assistant', 'officer'],
    above: ['supervisor'],
  },
  {
    id: 'posts',
    zh: '智能岗',
    en: 'Smart posts',
    level: 'village',
    writers: ['guard', 'assistant', 'officer'],
    above: ['supervisor'],
  },
  {
    id: 'sanitation',
    zh: '环卫',
    en: 'Sanitation',
    level: 'street',
    writers: ['cleaner', 'team_leader', 'driver', 'station_operator', 'toilet_keeper', 'maintainer', 'contractor'],
    above: ['supervisor', 'district_reviewer', 'town_inspector'],
    registryWriters: [
      'assistant',
      'officer',
      'village_staff',
      'river_patrol',
      'electrician',
      'guard',
      'service_agent',
      'window_officer',
    ],
  },
  {
    id: 'rural',
    zh: '乡村',
    en: 'Rural works',
    level: 'village',
    writers: ['village_staff', 'river_patrol', 'electrician', 'contractor'],
    above: ['town_inspector', 'district_reviewer', 'finance', 'supervisor'],
  },
  {
    id: 'tasks',
    zh: '任务',
    en: 'Tasks',
    level: 'street',
    writers: [
      'assistant',
      'officer',
      'cleaner',
      'team_leader',
      'driver',
      'station_operator',
      'toilet_keeper',
      'maintainer',
      'village_staff',
      'river_patrol',
      'electrician',
      'town_inspector',
      'guard',
      'contractor',
      'service_agent',
      'window_officer',
    ],
    above: ['supervisor', 'district_reviewer'],
  },
  {
    id: 'service',
    zh: '帮办',
    en: 'Assisted service',
    level: 'department',
    writers: ['service_agent', 'window_officer', 'dept_reviewer'],
    above: ['supervisor'],
  },
  {
    id: 'review',
    zh: '联审',
    en: 'Joint review',
    level: 'district',
    writers: ['dept_reviewer', 'window_officer', 'service_agent'],
    above: ['supervisor'],
  },
  {
    id: 'worker',
    zh: '个人',
    en: 'Own work',
    level: 'person',
    writers: ['cleaner', 'driver', 'team_leader', 'station_operator', 'toilet_keeper', 'maintainer', 'guard'],
    above: ['team_leader', 'supervisor'],
    ownerWrites: true,
  },
  { id: 'org', zh: '组织', en: 'Organisation', level: 'district', writers: ['supervisor', 'admin'], above: [] },
]
