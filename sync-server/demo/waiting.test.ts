import { describe, expect, it } from 'vitest'
import { openWaiting } from './waiting.ts'

describe('while the demo district is laid', () => {
  it('[FULL23] a browser sees how far it is and looks again by itself; an app is told to come again', async () => {
    const waiting = await openWaiting({ port: 0, host: '127.0.0.1' })
    const ask = (accept: string) => fetch(`http://127.0.0.1:${waiting.port}/demo`, { headers: { accept } })
    waiting.tell(0.426)
    waiting.tell(0.2)
    const page = await ask('text/html')
    const text = await page.text()
    expect([page.status, page.headers.get('retry-after')]).toEqual([503, '2'])
    expect(text).toContain('42%')
    expect(text).toContain('http-equiv="refresh"')
    expect(await (await ask('application/json')).json()).toEqual({
      title: 'The demo district is being made',
      percent: 42,
    })
    await waiting.close()
    await expect(ask('text/html')).rejects.toThrow()
  })
})
