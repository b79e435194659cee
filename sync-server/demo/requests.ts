import { DAY, HOUR, isoDate, MINUTE, startOfDay } from '../../domain/clock.ts'
import { asPerson } from '../../domain/ids.ts'
import { KEYUAN } from './accounts.ts'
import { leaderActor, type Member, memberActor } from './crews.ts'
import type { Worked } from './duty.ts'
import { actor } from './pen.ts'
import type { Beginning, Story } from './story.ts'
import { plannedOn } from './work-plan.ts'

type Tell = (beginning: Beginning) => Story

/** What leader1's team asks: leave, late clocks, a swap; and what they tell the office. Some are decided, some wait. */
export function addRequests(tell: Tell, worked: readonly Worked[], now: number): void {
  const leader = leaderActor('leader1')
  const supervisor = actor('supervisor1')
  const team = new Map(worked.map((one) => [one.worker.member.index, one.worker]))
  const ask = (member: Member, kind: string, at: number, set: Beginning['set']): Story =>
    tell({ who: memberActor(member), kind, area: KEYUAN, at, set: { personId: memberActor(member).person, ...set } })
  const today = startOfDay(now)
  const before = (ms: number) => now - ms

  // On leave today: asked for yesterday, granted, and the shift says so.
  const away = worked.find((one) => one.date === isoDate(now) && one.course === 'leave')
  const day = away && plannedOn(away.worker.habit, today)
  if (away && day) {
    const { member, habit } = away.worker
    const at = Math.min(before(20 * HOUR), day.start - 12 * HOUR)
    const leave = ask(member, 'leave_request', at, {
      leaveType: 'sick',
      fromAt: day.start,
      toAt: day.end,
      reason: '发热，去社区卫生站看一下',
    })
    const person = memberActor(member).person
    const planned = {
      workerId: person,
      date: day.date,
      shiftType: day.shiftType,
      mode: habit.mode,
      routeIds: habit.routeIds,
    }
    const shift = tell({
      who: leader,
      kind: 'shift',
      area: KEYUAN,
      at: at + HOUR,
      owner: person,
      set: { ...planned, plannedStart: day.start, plannedEnd: day.end },
    })
    leave.set(leader, at + HOUR + 1000, { shiftIds: [shift.record] }).move(leader, at + HOUR + 2000, 'approve')
    shift.move(leader, at + HOUR + 3000, 'mark_leave')
  }

  // Three leaves: one waits, one was not granted, one was taken back.
  const leaves = [
    { index: 9, ago: 5 * HOUR, days: 2, leaveType: 'personal', reason: '孩子开家长会', decision: undefined },
    { index: 10, ago: 26 * HOUR, days: 1, leaveType: 'annual', reason: '想连休两天', decision: 'refuse' },
    {
      index: 11,
      ago: 50 * HOUR,
      days: 4,
      leaveType: 'personal',
      reason: '老家有事，后来不用去了',
      decision: 'withdraw',
    },
  ] as const
  for (const { index, ago, days, leaveType, reason, decision } of leaves) {
    const worker = team.get(index)
    if (!worker) continue
    const [fromAt, toAt] = [today + days * DAY + worker.habit.from, today + days * DAY + worker.habit.to]
    const one = ask(worker.member, 'leave_request', before(ago), { leaveType, fromAt, toAt, reason })
    if (decision === 'refuse') one.move(leader, before(ago - 2 * HOUR), 'refuse', '当天已有两人请假，换一天可以')
    if (decision === 'withdraw') one.move(memberActor(worker.member), before(ago - 3 * HOUR), 'withdraw')
  }

  // Late clocks: for a clock-in that was forgotten. One waits, one was granted, one was not.
  const past = (index: number) =>
    worked.findLast((one) => one.story && one.worker.member.index === index && one.date < isoDate(now))
  for (const [index, ago, decision] of [
    [12, 4 * HOUR, undefined],
    [13, 30 * HOUR, 'approve'],
    [14, 31 * HOUR, 'refuse'],
  ] as const) {
    const shift = past(index)
    if (!shift?.story) continue
    const at = shift.story.made.event.at - 12 * MINUTE
    const reason = '手机没电，到岗后才充上'
    const fix = ask(shift.worker.member, 'clock_fix', before(ago), {
      shiftId: shift.story.record,
      clockType: 'in',
      at,
      reason,
    })
    if (decision === 'approve') fix.move(leader, before(ago - HOUR), 'approve')
    if (decision === 'refuse') fix.move(leader, before(ago - HOUR), 'refuse', '当天到岗时间和班组记录不符')
  }

  const [one, other] = [team.get(7), team.get(15)]
  if (one && other) {
    const date = isoDate(today + 2 * DAY)
    ask(one.member, 'swap_request', before(7 * HOUR), {
      date,
      withId: memberActor(other.member).person,
      reason: '那天下午要陪老人复查',
    })
  }

  const notes = [
    { index: 1, ago: 3 * HOUR, feedbackKind: 'work', text: '早班集合点太暗，能不能换到路口', answer: undefined },
    {
      index: 3,
      ago: 2 * DAY,
      feedbackKind: 'app',
      text: '下雨天屏幕点不准',
      answer: '可以在“我的”里打开大按钮，下个版本再改进',
    },
    {
      index: 5,
      ago: 9 * DAY,
      feedbackKind: 'rights',
      text: '夜班补贴什么时候发',
      answer: '随本月工资一起发，已和公司核对',
    },
  ] as const
  for (const { index, ago, feedbackKind, text, answer } of notes) {
    const member = team.get(index)?.member
    if (!member) continue
    const note = tell({
      who: memberActor(member),
      kind: 'feedback',
      area: KEYUAN,
      at: before(ago),
      set: { feedbackKind, text },
    })
    if (!answer) continue
    note.move(supervisor, before(ago - 4 * HOUR), 'take')
    note.set(supervisor, before(ago - 6 * HOUR), { answer }).move(supervisor, before(ago - 6 * HOUR - 1000), 'answer')
  }
}

/** Notices of the street and of 潘苑, some of them read by some. */
export function addNotices(tell: Tell, worked: readonly Worked[], now: number): void {
  const seenBy = [...new Set(worked.map(({ worker }) => memberActor(worker.member).person))].slice(2, 11)
  const notices = [
    {
      who: actor('supervisor1'),
      ago: 5 * HOUR,
      set: {
        title: '明早有雾，上路穿反光背心',
        noticeKind: 'weather',
        body: '气象台预报明早能见度低于500米。五点前上路的，先穿反光背心，机动车道边不要单人作业。',
        toRoles: ['cleaner', 'driver', 'team_leader'],
        toAreas: [KEYUAN],
        mustConfirm: true,
      },
      role: 'cleaner',
      seen: seenBy,
    },
    {
      who: actor('leader1'),
      ago: 2 * DAY,
      set: {
        title: '周五下午发冬装',
        noticeKind: 'notice',
        body: '周五下午三点半起，在环卫之家领冬装，带工牌。上晚班的由班长代领。',
        toRoles: ['cleaner'],
        toAreas: [KEYUAN],
      },
      role: 'cleaner',
      seen: seenBy.slice(0, 6),
    },
    {
      who: actor('officer1'),
      ago: 30 * HOUR,
      set: {
        title: '本周走访多讲一句“刷单返利”',
        noticeKind: 'safety',
        body: '上周社区有两起刷单被骗。走访时用一句话讲明：先垫钱的都是骗局。',
        toRoles: ['assistant'],
        toAreas: ['370303005003'],
      },
      role: 'assistant',
      seen: [asPerson('p-police2')],
    },
  ] as const
  for (const { who, ago, set, role, seen } of notices) {
    const at = now - ago
    const notice = tell({ who, kind: 'notice', area: KEYUAN, at, set }).move(who, at + MINUTE, 'publish')
    seen.forEach((person, i) => void notice.move({ person, role }, at + (20 + i * 9) * MINUTE, 'seen'))
  }
}
