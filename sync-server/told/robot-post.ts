import { MINUTE, SECOND } from '../../domain/clock.ts'
import type { EventId } from '../../domain/ids.ts'
import type { Why } from '../../domain/told.ts'
import type { Outbound } from './outbound.ts'
import type { Job, Outbox } from './outbox.ts'
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

/** One thing that happened in the area of a robot. */
type Happened = { readonly why: Why }

/** Writes to the robots of the areas: gathered, at most twenty a minute, again after a failure or a start. */
export function createRobotPost(deps: {
  readonly outbox: Outbox
  readonly robots: Robots
  readonly outbound: Outbound
  readonly now: () => number
  readonly areaName: (code: string) => string
  readonly link: string | undefined
  readonly again?: readonly number[]
  readonly gather?: number
}) {
  const { outbox, robots, outbound, now, again = AGAIN, gather = GATHER } = deps
  const under = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let closed = false

  /** When the robot may speak again. */
  function freeAt(target: string): number {
    const times = outbox.spoken(target, now() - MINUTE)
    return times.length < A_MINUTE ? 0 : (times[0] ?? 0) + MINUTE
  }
  async function post(robot: Robot, text: string): Promise<string | undefined> {
    outbox.speak(String(robot.id), now())
    const body = Buffer.from(JSON.stringify({ msgtype: 'text', text: { content: text } }))
    const answer = await outbound.post(addressOf(robot, now()), { 'content-type': 'application/json' }, body)
    const problem = answer.problem ?? refusalOf(answer.status, answer.body)
    if (!closed) robots.told(robot.id, now(), problem)
    return problem
  }
  const waiting = (): readonly (readonly [string, readonly Job<Happened>[]])[] => [
    ...Map.groupBy(outbox.all<Happened>('robot'), ({ target }) => target),
  ]
  /** What failed once waits for its next try, and what came meanwhile goes with it. */
  function dueAt(target: string, jobs: readonly Job<Happened>[]): number {
    const failed = jobs.filter(({ tries }) => tries > 0)
    const due = failed.length > 0 ? Math.max(...failed.map((job) => job.due)) : Math.min(...jobs.map((job) => job.due))
    return Math.max(due, freeAt(target))
  }
  async function speak(target: string, jobs: readonly Job<Happened>[]): Promise<void> {
    const robot = robots.one(Number(target))
    const tries = Math.max(...jobs.map((job) => job.tries))
    const tally: { [why in Why]?: number } = {}
    for (const { body } of jobs) tally[body.why] = (tally[body.why] ?? 0) + 1
    const problem = robot?.enabled && (await post(robot, textOf(deps.areaName(robot.area), tally, deps.link)))
    const wait = problem ? again[tries] : undefined
    if (closed) return
    outbox.together(() => {
      for (const { key } of jobs) {
        if (wait === undefined) outbox.done(key)
        else outbox.later(key, tries + 1, now() + wait)
      }
    })
  }
  function flush(): void {
    for (const [target, jobs] of waiting()) {
      if (under.has(target) || dueAt(target, jobs) > now()) continue
      under.add(target)
      void speak(target, jobs)
        .catch(() => {})
        .finally(() => {
          under.delete(target)
          plan()
        })
    }
    plan()
  }
  function plan(): void {
    clearTimeout(timer)
    if (closed) return
    const next = waiting().flatMap(([target, jobs]) => (under.has(target) ? [] : [dueAt(target, jobs)]))
    if (next.length > 0) timer = setTimeout(flush, Math.max(0, Math.min(...next) - now())).unref()
  }
  return {
    /** Something happened in the area of this robot: on disk when this returns. */
    add(id: number, why: Why, event: EventId): void {
      const due = why === 'sos' ? now() : now() + gather
      outbox.put({ key: `robot:${id}:${event}`, type: 'robot', target: String(id), body: { why }, due })
    },
    /** One message now, to see whether it works; the problem, if any. */
    test: (robot: Robot): Promise<string | undefined> =>
      post(robot, `巡迹 ${deps.areaName(robot.area)}：这是一条测试消息。`),
    plan,
    close(): void {
      closed = true
      clearTimeout(timer)
    },
  }
}
