export const breaches = {
  breachNotUnique: '“{move}”时编号与其他记录相同：{others}',
  breachTooNear: '“{move}”时附近已有同类设施：{others}',
  breachNotLinked: '“{move}”要有对应的记录，还没有找到',
  breachLinked: '“{move}”时还有没办完的记录：{others}',
  breachWrongState: '“{move}”时所指的记录状态不对：{others}',
  breachNotAsNamed: '“{move}”时所抄的内容与对应记录不一致：{others}',
  breachSampleTooSmall: '“{move}”时本村抽查不足一成',
  breachPhotoAsked: '“{move}”没有照片，当时已经要求拍照；那部手机可能还没收到通知',
  breachHint: '步骤照样有效，请核对后再处理。',
}
