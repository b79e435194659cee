import type { Words } from './define.ts'

/** The clock in which a limit passes: all hours, those in which the office is open, or whole workdays. */
export type Clock = 'natural_hours' | 'work_hours' | 'workdays'

/**
 * A limit, an ISO 8601 duration that passes in its clock; without one the limit ends with a date of the record
 * (`field`), the day or the month. `yellowAt`: the share of the limit at which a line turns yellow.
 */
export type DeadlineRule = Words & {
  readonly id: string
  readonly limit: string | null
  readonly clock: Clock
  readonly yellowAt: string
  readonly until?: 'field' | 'dayEnd' | 'monthEnd'
}

type Row = readonly [id: string, limit: string, zh: string, en: string]

const hours: readonly Row[] = [
  ['joint_72h', 'PT72H', '联审72小时', 'Joint review 72 h'],
  ['case_result_72h', 'PT72H', '办件72小时', 'Case 72 h'],
  ['decide_72h', 'PT72H', '变更处理72小时', 'Change decided 72 h'],
  ['spot_check_7d', 'P7D', '抽查期7天', 'Spot check within 7 days'],
  ['hazard_24h', 'PT24H', '重大隐患24小时', 'Serious hazard 24 h'],
  ['hazard_7d', 'P7D', '隐患纠纷7天', 'Hazard or dispute 7 days'],
  ['sync_24h', 'PT24H', '24小时内同步', 'Synced within 24 h'],
  ['confirm_24h', 'PT24H', '24小时内确认', 'Confirmed within 24 h'],
  ['appeal_72h', 'PT72H', '申诉72小时', 'Appeal 72 h'],
  ['missed_clock_2h', 'PT2H', '下班2小时未打卡', 'Missed clock-out 2 h'],
  ['repair_accept_30m', 'PT30M', '30分钟接单', 'Accepted within 30 min'],
  ['repair_site_2h', 'PT2H', '2小时到场', 'On site within 2 h'],
  ['repair_done_24h', 'PT24H', '24小时修复', 'Repaired within 24 h'],
  ['repair_done_72h', 'PT72H', '72小时修复', 'Repaired within 72 h'],
  ['latrine_check_72h', 'PT72H', '验收72小时', 'Check within 72 h'],
  ['rectify_7d', 'P7D', '整改7天', 'Rectify 7 days'],
  ['reconcile_24h', 'PT24H', '24小时对账', 'Reconcile within 24 h'],
  ['rubbish_24h', 'PT24H', '垃圾24小时', 'Rubbish 24 h'],
  ['village_fix_72h', 'PT72H', '问题72小时', 'Issue 72 h'],
  ['river_fix_72h', 'PT72H', '河道问题72小时', 'River issue 72 h'],
  ['lamp_72h', 'PT72H', '灯不亮72小时', 'Lamp 72 h'],
  ['electric_2h', 'PT2H', '用电隐患2小时', 'Electric hazard 2 h'],
  ['incident_ack_2m', 'PT2M', '事件2分钟响应', 'Incident answered in 2 min'],
  ['sos_ack_30s', 'PT30S', '求助30秒响应', 'SOS answered in 30 s'],
  ['parking_15m', 'PT15M', '违停15分钟', 'Parking 15 min'],
  ['tailgate_10m', 'PT10M', '尾随10分钟', 'Tailgating 10 min'],
  ['incident_1h', 'PT1H', '其他事件1小时', 'Other incident 1 h'],
  ['device_24h', 'PT24H', '设备离线24小时', 'Device offline 24 h'],
  ['incident_close_24h', 'PT24H', '24小时自动归档', 'Closed after 24 h'],
  ['request_24h', 'PT24H', '申请24小时答复', 'Request decided in 24 h'],
  ['task_accept_24h', 'PT24H', '任务24小时接收', 'Task accepted in 24 h'],
]

const officeHours: readonly Row[] = [
  ['rubbish_4wh', 'PT4H', '暴露垃圾4工作时', 'Exposed rubbish 4 working hours'],
  ['road_2wh', 'PT2H', '道路保洁2工作时', 'Road litter 2 working hours'],
  ['road_5wh', 'PT5H', '道路保洁5工作时', 'Road litter 5 working hours'],
  ['rubble_4wh', 'PT4H', '渣土4工作时', 'Rubble 4 working hours'],
]

const workdays: readonly Row[] = [
  ['window_accept_1d', 'P1D', '窗口受理1工作日', 'Window acceptance 1 workday'],
  ['courier_3d', 'P3D', '快递3工作日', 'Courier 3 workdays'],
  ['accept_15d', 'P15D', '15工作日验收', 'Acceptance 15 workdays'],
  ['rubbish_1wd', 'P1D', '暴露垃圾1工作日', 'Exposed rubbish 1 workday'],
  ['rubble_4wd', 'P4D', '渣土4工作日', 'Rubble 4 workdays'],
  ['water_15wd', 'P15D', '水面15工作日', 'Water surface 15 workdays'],
  ['river_up_1wd', 'P1D', '河道问题1工作日上报', 'River issue up in 1 workday'],
  ['river_structure_15wd', 'P15D', '涉水违建15工作日', 'River structure 15 workdays'],
  ['report_3wd', 'P3D', '市民反映3工作日答复', 'Citizen answered in 3 workdays'],
  ['feedback_3wd', 'P3D', '意见3工作日答复', 'Feedback answered in 3 workdays'],
]

const ends: readonly (readonly [id: string, until: 'field' | 'dayEnd' | 'monthEnd', zh: string, en: string])[] = [
  ['by_field', 'field', '按记录中的日期', 'By a date of the record'],
  ['month_end', 'monthEnd', '月末', 'Month end'],
  ['day_end', 'dayEnd', '当日24:00', 'End of the day'],
]

const limited = (clock: Clock, rows: readonly Row[]): readonly DeadlineRule[] =>
  rows.map(([id, limit, zh, en]) => ({ id, zh, en, limit, clock, yellowAt: '2/3' }))

/** All rules that a kind may name. Source: domain/data/domain-kinds.json. */
export const deadlineRules: readonly DeadlineRule[] = [
  ...limited('natural_hours', hours),
  ...limited('work_hours', officeHours),
  ...limited('workdays', workdays),
  ...ends.map(([id, until, zh, en]) => ({
    id,
    zh,
    en,
    limit: null,
    clock: 'natural_hours' as const,
    yellowAt: '2/3',
    until,
  })),
]
