import { expect, it } from 'vitest'
import { DAY } from '../../domain/clock.ts'
import { anchoredClock } from './anchor.ts'

const kept = { server: Date.parse('2026-11-25T08:00:00+08:00'), wall: 1000 }

it('[SIM10] a clock that jumped while the phone was off names no room that the server does not open', () => {
  const clock = (wall: number) =>
    anchoredClock(
      kept,
      () => wall,
      () => 0,
    )
  expect(clock(1000 + 40 * DAY).roomTime()).toBe(kept.server + 40 * DAY)
  expect(clock(1000 + 400 * DAY).roomTime()).toBe(kept.server)
  expect(clock(-400 * DAY).roomTime()).toBe(kept.server)
  expect(clock(1000 + 400 * DAY).serverNow()).toBe(kept.server + 400 * DAY)
})
