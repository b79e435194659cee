/** Why a step does not count. */
export const refusals = {
  refusalUnknown: '这一版没有这个步骤',
  refusalState: '那时的状态是“{state}”',
  refusalRole: '{role}不能做这一步',
  refusalReason: '要写原因',
  refusalFields: '还缺：{fields}',
  refusalPhoto: '还缺“{label}”照片',
  refusalOwn: '自己做的要由别人来看',
  refusalPerson: '只有“{fields}”里的那个人能做',
  refusalCondition: '还没有达到要求',
  refusalFew: '{fields}至少 {min} 条',
  refusalEarly: '还没有到时间',
  refusalLate: '已经过了时间',
  refusalOnce: '每人只做一次',
  refusalOvertaken: '同时有另一步，算数的是那一步',
  refusalTooMany: '步骤太多，{max} 步以后的不看',
  refusalOthers: '与别的记录对不上',
}
