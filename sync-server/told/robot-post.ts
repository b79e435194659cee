import { MINUTE, SECOND } from '../../domain/clock.ts'
import type { Why } from '../../domain/told.ts'
import type { Outbound } from './outbound.ts'
import { addressOf, type Robot, type Robots, refusalOf } from './robots.ts'

/** Both take 20 messages a minute from a robot (their documentation; beyond it the group is silent for ten minutes). */
const A_MINUTE = 20
/** What happens together is one message (ms); a call for help waits for nothing. */
const GATHER = 10 * SECOND
/** Tries, each so long after the one before; then it is given up, and the administrator sees why. */
const AGAIN = [5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE]

const WORDS: { readonly [why in Why]: string } = {
  sos: '求助',
  assigned: '新任务',
  returned: '退回',
  notice: '新通知',
  feedback: '意见反馈',
  answered: '答复',
}
type Tally = { readonly [why in Why]?: number }

/** What the group reads: how many of what, and where. No name, no address of a home, nothing of a record. */
export function textOf(areaName: string, tally: Tally, link: string | undefined): string {
  const parts = (Object.keys(WORDS) as Why[]).flatMap((why) => (tally[why] ? [`${WORDS[why]} ${tally[why]} 条`] : []))
  return `巡迹 ${areaName}：${parts.join('、')}。打开巡迹查看。${link ?? ''}`.trim()
}

/** Writes to the robots of the areas: gathered, at most twenty a minute, again after a failure. */
export function createRobotPost(deps: {
  readonly robots: Robots
  readonly outbound: Outbound
  readonly now: () => number
  readonly areaName: (code: string) => string
  readonly link: string | undefined
  readonly again?: readonly number[]
  readonly gather?: number
}) {
  const { robots, outbound, now, again = AGAIN, gather = GATHER } = deps
  const tallies = new Map<number, { tally: { [why in Why]?: number }; tries: number; due: number }>()
  const sent = new Map<number, number[]>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let closed = false

  /** When the robot may speak again. */
  const freeAt = (id: number): number => {
    const times = (sent.get(id) ?? []).filter((at) => at > now() - MINUTE)
    sent.set(id, times)
    return times.length < A_MINUTE ? 0 : (times[0] ?? 0) + MINUTE
  }
  async function post(robot: Robot, text: string): Promise<string | undefined> {
    sent.set(robot.id, [...(sent.get(robot.id) ?? []), now()])
    const body = Buffer.from(JSON.stringify({ msgtype: 'text', text: { content: text } }))
    const answer = await outbound.post(addressOf(robot, now()), { 'content-type': 'application/json' }, body)
    const problem = answer.problem ?? refusalOf(answer.status, answer.body)
    if (!closed) robots.told(robot.id, now(), problem)
    return problem
  }
  async function flush(): Promise<void> {
    for (const [id, waiting] of [...tallies]) {
      if (Math.max(waiting.due, freeAt(id)) > now()) continue
      tallies.delete(id)
      const robot = robots.one(id)
      if (!robot?.enabled) continue
      const problem = await post(robot, textOf(deps.areaName(robot.area), waiting.tally, deps.link))
      const wait = again[waiting.tries]
      if (problem === undefined || wait === undefined || closed) continue
      // What came meanwhile goes with the next try.
      const later = tallies.get(id)?.tally ?? {}
      const tally = { ...waiting.tally }
      for (const why of Object.keys(later) as Why[]) tally[why] = (tally[why] ?? 0) + (later[why] ?? 0)
      tallies.set(id, { tally, tries: waiting.tries + 1, due: now() + wait })
    }
    plan()
  }
  function plan(): void {
    clearTimeout(timer)
    if (closed || tallies.size === 0) return
    const next = Math.min(...[...tallies].map(([id, one]) => Math.max(one.due, freeAt(id))))
    timer = setTimeout(() => void flush(), Math.max(0, next - now())).unref()
  }
  return {
    /** Something happened in the area of this robot. */
    add(id: number, why: Why): void {
      const known = tallies.get(id) ?? { tally: {}, tries: 0, due: now() + gather }
      const tally = { ...known.tally, [why]: (known.tally[why] ?? 0) + 1 }
      tallies.set(id, { ...known, tally, due: why === 'sos' ? now() : known.due })
      plan()
    },
    /** One message now, to see whether it works; the problem, if any. */
    test: (robot: Robot): Promise<string | undefined> =>
      post(robot, `巡迹 ${deps.areaName(robot.area)}：这是一条测试消息。`),
    close(): void {
      closed = true
      clearTimeout(timer)
    },
  }
}
