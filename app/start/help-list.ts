import type { Words } from '../../domain/kinds/define.ts'

type Help = { readonly use: Words; readonly example: Words }
/** What a form is for and one example, in the words of whoever fills it in. What must be there the kind itself says. */
const HELP: { readonly [kind: string]: Help } = {
  home_visit: {
    use: {
      zh: '敲过一户门就记一条：见到没有、住了几个人、有没有隐患。没人在家也要记，两次不在就算走过。',
      en: 'One for each door you knocked at: met or not, how many live there, any hazard. Nobody home counts too; two tries on different days close it.',
    },
    example: {
      zh: '3号楼2单元501，见到本人，住3人，楼道堆了纸箱，当场请他搬走了。',
      en: 'Building 3, unit 2, 501: met the owner, 3 live there, boxes in the stairwell, moved at once.',
    },
  },
  household: {
    use: {
      zh: '一个门牌一条：地址、谁的房、租没租。新搬来的、搬走的都在这里改。',
      en: 'One for each door: address, whose home, rented or not. New and moved-out homes are changed here.',
    },
    example: { zh: '新盖的6号楼101，自住。', en: 'New building 6, door 101, owner lives there.' },
  },
  building: {
    use: {
      zh: '一栋楼一条：几个单元、几层、每层几户。走访的门牌从这里来。',
      en: 'One for each building: units, floors, doors a floor. The doors of the visits come from here.',
    },
    example: { zh: '5号楼，3个单元，6层，每层2户。', en: 'Building 5, 3 units, 6 floors, 2 doors each.' },
  },
  toilet_check: {
    use: {
      zh: '到一座公厕检查一遍就记一条。都好只要点“都好”。坏了就记故障，会派人来修。',
      en: 'One for each check of a toilet. If all is fine, tap “All fine”. A fault becomes a repair order.',
    },
    example: { zh: '早上6点半，都好，补了两卷纸。', en: '6:30, all fine, two rolls refilled.' },
  },
  toilet_repair: {
    use: {
      zh: '厕所坏了，从报修到修好都在这一条里。修前、修后各拍一张。',
      en: 'A fault from report to repair, all in one. A photo before and one after.',
    },
    example: {
      zh: '男厕2号水龙头关不住，换了阀芯，修后拍了照。',
      en: 'Men’s tap 2 did not shut; valve changed, photo taken.',
    },
  },
  latrine: {
    use: {
      zh: '一户的改厕从申请到验收都在这一条。每一步做完再填这一步，先拍照，再盖板。',
      en: 'One home’s latrine from application to acceptance. Fill in each stage when it is done; photo first, then the cover.',
    },
    example: {
      zh: '坑深1.5米，三格池装好，不漏，盖板前拍了照。',
      en: 'Pit 1.5 m, three chambers set, no leak, photo before the cover.',
    },
  },
  rural_household: {
    use: {
      zh: '村里一户一条：户主、几口人、现在用什么厕所。',
      en: 'One for each home of the village: head, family, present latrine.',
    },
    example: { zh: '档案号 0123，4口人，现在是旱厕。', en: 'File 0123, family of 4, dry latrine at present.' },
  },
  task: {
    use: {
      zh: '给人派一件活，或记自己接到的活。写清在哪里、做什么、什么时候做完。',
      en: 'Work given to somebody, or given to you. Say where, what, until when.',
    },
    example: { zh: '潘南路口有一堆渣土，今天下班前清掉。', en: 'Rubble at Pannan crossing, clear it today.' },
  },
  notice: {
    use: { zh: '告诉一批人一件事。谁看过了，这里看得到。', en: 'Tell many people one thing. You see who has read it.' },
    example: { zh: '明天大风，7点前收好果皮箱。', en: 'Storm tomorrow, bins in by 7.' },
  },
  shift: {
    use: {
      zh: '一个班一条：几点上、几点下、歇了多久。打卡就自动写好，不用手填。',
      en: 'One for each shift: start, end, rest. Clocking writes it; nothing to fill in by hand.',
    },
    example: { zh: '6点上班，10点歇20分钟，14点下班。', en: 'On at 6, rest of 20 min at 10, off at 14.' },
  },
  leave_request: {
    use: {
      zh: '请假。班长批了，那几天就不排班。',
      en: 'Ask for leave. Once the leader agrees, no shift is planned for you.',
    },
    example: { zh: '28号事假一天，家里有事。', en: 'One day off on the 28th, family matter.' },
  },
  clock_fix: {
    use: {
      zh: '忘了打卡、手机没电，在这里补。班长看了就算数。',
      en: 'Forgot to clock or no power: put it right here. It counts once the leader agrees.',
    },
    example: { zh: '今天6点上班，手机没电，没打上。', en: 'Started at 6 today, phone was out of power.' },
  },
  swap_request: {
    use: {
      zh: '和同事换一个班。对方和班长都同意才换。',
      en: 'Swap a shift with a colleague. Both he and the leader have to agree.',
    },
    example: { zh: '周三早班换周四早班，和老赵说好了。', en: 'Wednesday early for Thursday early, agreed with Zhao.' },
  },
  feedback: {
    use: {
      zh: '哪里不好用、哪里不对，说一句。三个工作日内有答复。',
      en: 'Say what does not work or is wrong. You get an answer within three workdays.',
    },
    example: {
      zh: '路线图上少了一段，潘南路东头。',
      en: 'A stretch is missing on the route, east end of Pannan Road.',
    },
  },
  asset: {
    use: {
      zh: '路段、公厕、路灯这些设施，一处一条。门上的码扫出来就是它。',
      en: 'Roads, toilets, lamps: one for each. The code on the door opens it.',
    },
    example: { zh: '潘南路公厕，男5女7，6点到22点开。', en: 'Pannan Road toilet, 5 and 7 stalls, open 6 to 22.' },
  },
  sos: {
    use: {
      zh: '出事了求助。先打110、120。有网络时班长也会看到你在哪里。',
      en: 'Call for help. Ring 110 or 120 first. With network your leader sees where you are.',
    },
    example: { zh: '被车刮了，在潘南路口。', en: 'Hit by a car at Pannan crossing.' },
  },
}
export const helpOf = (kind: string): Help | undefined => HELP[kind]
