import { describe, expect, it } from 'vitest'
import { keepThread } from './thread.ts'

const SCRIPT = `
import { parentPort } from 'node:worker_threads'
parentPort.on('message', (text) => {
  if (text === 'die') throw new Error('on request')
  if (text === 'stop') parentPort.close()
  else parentPort.postMessage(text + '!')
})
parentPort.postMessage('up')`

describe('a thread of the projection', () => {
  it('[PROJ11] is started again when it dies; what waited is told, and it ends when it is asked to', async () => {
    const heard: string[] = []
    const deaths: string[] = []
    const thread = keepThread<string, string>({
      file: new URL(`data:text/javascript,${encodeURIComponent(SCRIPT)}`),
      workerData: {},
      onReport: (text) => void heard.push(text),
      onDeath: (error) => void deaths.push(error.message),
    })
    expect(thread.post('one')).toBe(true)
    await expect.poll(() => heard).toEqual(['up', 'one!'])
    thread.post('die')
    await expect.poll(() => deaths).toEqual(['on request'])
    expect(thread.post('lost')).toBe(false)
    await expect.poll(() => heard, { timeout: 5000 }).toEqual(['up', 'one!', 'up'])
    thread.post('two')
    await expect.poll(() => heard.at(-1)).toBe('two!')
    await thread.close('stop')
    expect(deaths.length).toBe(1)
    expect(thread.post('late')).toBe(false)
  })
})
