export const clocks = {
  clocks: '时限',
  clocksSub: '有时限的 {n} 条，先到期的在前',
  moreTime: '延长时限',
  giveTime: '给更多时间',
  newEnd: '延到',
  extendWhy: '为什么要延',
  extendSave: '延长',
  extendMissing: '选一个更晚的时间，写一句原因。',
  extendedTo: '原定 {time}，已延长一次',
  clockDone: '{time} 办结',
  clockOpen: '到 {time} 为止',
  clockLimit: '在变红以前可以延一次。',
}
