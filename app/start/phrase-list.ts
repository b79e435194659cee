import type { Words } from '../../domain/kinds/define.ts'

/** What is written again and again, by kind and field. A tap puts it in; nobody has to type it. */
const BY_FIELD: { readonly [field: string]: readonly Words[] } = {
  'home_visit.clues': [
    { zh: '已告知反诈要点', en: 'Told about fraud tricks' },
    { zh: '邻里关系正常', en: 'On good terms with neighbours' },
    { zh: '请社区再联系一次', en: 'Community should call again' },
  ],
  'home_visit.awayReason': [
    { zh: '楼内没有信号，定位偏了', en: 'No signal in the building, position off' },
    { zh: '在楼下补填', en: 'Filled in downstairs' },
    { zh: '回社区后补填', en: 'Filled in back at the office' },
  ],
  'household.note': [{ zh: '门牌看不清', en: 'Door number hard to read' }],
  'toilet_repair.description': [
    { zh: '一直流水，关不住', en: 'Keeps running, cannot be shut' },
    { zh: '堵了，水往外溢', en: 'Blocked, water spills over' },
    { zh: '灯不亮', en: 'Lamp does not work' },
  ],
  'task.detail': [
    { zh: '今天下班前处理', en: 'Before the end of today' },
    { zh: '处理前后各拍一张', en: 'One photo before, one after' },
  ],
  'task.result': [
    { zh: '已清理干净', en: 'Cleared' },
    { zh: '到现场没有看到', en: 'Not found on site' },
    { zh: '要别的单位来处理', en: 'Another unit has to come' },
  ],
  'leave_request.reason': [
    { zh: '家里有事', en: 'Family matter' },
    { zh: '身体不舒服，去看病', en: 'Unwell, seeing a doctor' },
    { zh: '接送孩子', en: 'Taking a child to school' },
  ],
  'clock_fix.reason': [
    { zh: '手机没电了', en: 'Phone was out of power' },
    { zh: '忘了打卡', en: 'Forgot to clock' },
    { zh: '没带手机', en: 'Phone left at home' },
  ],
  'swap_request.reason': [
    { zh: '家里有事，和同事说好了', en: 'Family matter, agreed with a colleague' },
    { zh: '看病', en: 'Seeing a doctor' },
  ],
  'feedback.text': [
    { zh: '字太小，看不清', en: 'Letters are too small' },
    { zh: '路线和实际不一样', en: 'The route differs from the real one' },
    { zh: '这一项不知道怎么填', en: 'I do not know how to fill this in' },
  ],
  'latrine.rectifyItems': [
    { zh: '盖板没有盖严', en: 'Cover does not close' },
    { zh: '排气管高度不够', en: 'Vent pipe too low' },
    { zh: '旧厕没有拆', en: 'Old latrine still there' },
  ],
  'asset.correction': [
    { zh: '位置不对', en: 'Place is wrong' },
    { zh: '已经拆了', en: 'No longer there' },
  ],
  'notice.body': [{ zh: '请今天下班前看完。', en: 'Read it before the end of today.' }],
}
/** For a long text without phrases of its own. */
const ANY: readonly Words[] = [
  { zh: '现场已处理', en: 'Dealt with on site' },
  { zh: '明天再来', en: 'Coming back tomorrow' },
]

/** The phrases of a field; `within`: the list or group that it is in. */
export const phrasesOf = (kind: string, field: string, long: boolean): readonly Words[] =>
  BY_FIELD[`${kind}.${field}`] ?? (long ? ANY : [])
