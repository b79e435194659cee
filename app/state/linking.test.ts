import { createSignal } from 'solid-js'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createLinking } from './linking.ts'

let lost: (() => void) | undefined
beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('window', {
    addEventListener: (type: string, listener: () => void) => {
      if (type === 'offline') lost = listener
    },
  })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

it('[SCREEN9] a first try is neither “no network” nor “all received”, until it came to something', () => {
  vi.stubGlobal('navigator', { onLine: true })
  const [online, setOnline] = createSignal(false)
  const linking = createLinking(online)
  expect(linking()).toBe(true)
  setOnline(true)
  expect(linking()).toBe(false)
})

it('[SCREEN9] after its time, or when the phone itself knows, there is no network', () => {
  vi.stubGlobal('navigator', { onLine: true })
  const patient = createLinking(() => false)
  vi.advanceTimersByTime(4900)
  expect(patient()).toBe(true)
  vi.advanceTimersByTime(200)
  expect(patient()).toBe(false)

  const told = createLinking(() => false)
  lost?.()
  expect(told()).toBe(false)

  vi.stubGlobal('navigator', { onLine: false })
  expect(createLinking(() => false)()).toBe(false)
})
