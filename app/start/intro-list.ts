import type { Words } from '../../domain/kinds/define.ts'

type Screen = { readonly icon: string; readonly title: Words; readonly text: Words }
const screen = (icon: string, zhTitle: string, zh: string, enTitle: string, en: string): Screen => ({
  icon,
  title: { zh: zhTitle, en: enTitle },
  text: { zh, en },
})

const saved = screen(
  'i-cloud-check',
  '存下就不会丢',
  '没网照样写。写完看到“已保存在本机”，关机也不丢。有网络时自己送出，右上角变成“已送达”就是办公室收到了。',
  'What is saved stays',
  'Write without network all the same. “Saved on this phone” survives switching off. It goes by itself; “Received” top right means the office has it.',
)

const INTRO: { readonly [role: string]: readonly Screen[] } = {
  assistant: [
    screen(
      'i-house',
      '今天走哪几户',
      '“今天”里排好了该走的户，近的、快到期的在前。点一户就开始填，知道的都已经填上。',
      'Which homes today',
      '“Today” lists the homes that are due, near and urgent ones first. Tap one to begin; what is known is filled in.',
    ),
    screen(
      'i-pencil-line',
      '敲门，点几下',
      '见到了点“见到”，没人点“无人”。有隐患再写隐患、拍隐患。不拍人脸，不拍证件。',
      'Knock, then a few taps',
      'Tap “met” or “nobody home”. Write and photograph hazards only; never faces, never papers.',
    ),
    saved,
  ],
  cleaner: [
    screen(
      'i-clock',
      '到了就打卡',
      '“今天”中间有个大圆钮，到路段上点一下就是上班，下班再点一下。定位不准也能打，写一句就行。',
      'Clock in when you arrive',
      'The big round button on “Today”: one tap on your route and you are on; one tap when you leave. A bad position never stops you; say why.',
    ),
    screen(
      'i-coffee',
      '歇班、请假、补卡',
      '累了点“歇一会儿”，这不算离岗。忘了打卡可以补，有事可以请假、换班，班长在手机上批。',
      'Rest, leave, missed clock',
      'Tap “rest” when you are tired; it is not absence. A missed clock can be put right; leave and swaps are asked for here.',
    ),
    saved,
  ],
  team_leader: [
    screen(
      'i-users-round',
      '谁到了，谁没到',
      '“今天”里看得到本班谁在岗、谁没打卡、谁请假。缺人点两下就能找人顶班。',
      'Who is here, who is not',
      '“Today” shows who is on duty, missing or on leave. A substitute takes two taps.',
    ),
    screen(
      'i-clipboard-check',
      '批、确认、替人打卡',
      '请假、补卡、换班在这里批。没手机的同事，你点一下替他打卡，会记上是你打的。',
      'Decide, confirm, clock for others',
      'Leave, missed clocks and swaps are decided here. For who has no phone you clock with one tap; it says that it was you.',
    ),
    saved,
  ],
  toilet_keeper: [
    screen(
      'i-qr-code',
      '扫门上的码，或从单子里点',
      '到一座公厕，扫码或在“今天”里点它。都好就点“都好”，再点保存，几下就完。',
      'Scan the door, or tap the list',
      'At a toilet scan the code or tap it in “Today”. If all is fine tap “All fine”, then save.',
    ),
    screen(
      'i-wrench',
      '坏了报一次就行',
      '哪里坏了选上，拍一张，会自己变成维修单。修好了你来看一眼，行就通过，不行就退回。',
      'Report a fault once',
      'Choose what is broken, one photo, and it becomes a repair. When it is done you look: pass it or send it back.',
    ),
    saved,
  ],
  maintainer: [
    screen(
      'i-inbox',
      '派给你的单子',
      '“今天”里是派给你的维修，快超时的在前。能去点“接单”，去不了写一句原因退回。',
      'Orders given to you',
      '“Today” lists your repairs, urgent ones first. Accept, or refuse with a word why.',
    ),
    screen(
      'i-camera',
      '修前一张，修后一张',
      '到了点“到场”。缺件点“等配件”，钟会停下。修好拍一张修后，由公厕管理员来验。',
      'One photo before, one after',
      'Tap “on site” when you are there. Waiting for parts stops the clock. Take the photo after; the keeper checks it.',
    ),
    saved,
  ],
  village_staff: [
    screen(
      'i-house',
      '一户一户往前推',
      '“今天”里是该做下一步的户：申请、勘查、施工、验收。点一户，只填这一步的。',
      'Home by home, step by step',
      '“Today” lists homes whose next stage is due. Tap one and fill in that stage only.',
    ),
    screen(
      'i-camera',
      '先拍照，再盖板',
      '盖上就看不见了。坑、池、盖板前，每一步先拍，再往下做。退回的会写清改哪一处。',
      'Photo first, then the cover',
      'Once covered nobody can see it. Photograph each stage before you go on. What is returned says what to change.',
    ),
    saved,
  ],
  other: [
    screen(
      'i-house',
      '今天要做的',
      '“今天”里是轮到你的事，急的在前。点一条，只问这一步要填的。',
      'What is for today',
      '“Today” lists what it is your turn for, urgent first. Tap one; it asks only what this step needs.',
    ),
    screen(
      'i-search',
      '以前的在“记录”里',
      '“记录”里找得到以前写的，退回的也在。没网也能看本机有的。',
      'Earlier work is under Records',
      '“Records” holds what was written before, also what came back. Without network you see what this phone has.',
    ),
    saved,
  ],
}
const SAME: { readonly [role: string]: string } = { officer: 'assistant', driver: 'cleaner' }

/** Three screens of the day of the first of these roles that has some. */
export function introOf(roles: readonly string[]): readonly Screen[] {
  for (const role of roles) {
    const found = INTRO[SAME[role] ?? role]
    if (found) return found
  }
  return INTRO['other'] as readonly Screen[]
}
