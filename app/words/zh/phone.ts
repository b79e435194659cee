export const phone = {
  dueHomes: '该走的 {n} 户',
  coverage: '已见面或依法办结 {done} 户，应走 {due} 户',
  new: '新记一条：{kind}',
  savedHere: '已保存在本机。关机、没网都不会丢。',
  mend: '去改',
  signInNeeded: '登录过期了。照常记，送出前要再登录一次。',
  syncTitle: '上报情况',
  syncNow: '现在送',
  waitNote: '有网络时自动送出，不用守着。',
  heldNote: '已送达，先扣住，等主管定。不用重写。',
  asideNote: '没有收下：{code}。这条还在本机。',
}
