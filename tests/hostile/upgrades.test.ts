import { mkdtempSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Running, startServer } from '../../sync-server/app.ts'
import { readConfig } from '../../sync-server/config.ts'
import { forget } from '../support/server.ts'

describe('hostile upgrades', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'xunji-upgrade-'))
  let server: Running
  beforeAll(async () => {
    const config = readConfig({ XUNJI_SECRET: 'the tests have no secrets', PORT: '0', DATA_DIR: dataDir })
    server = await startServer({ config })
  })
  afterAll(async () => {
    await server.close()
    forget(dataDir)
  })

  /** The first bytes of the answer to a raw request; empty if the server hung up without one. */
  const ask = (lines: readonly string[], body = ''): Promise<string> =>
    new Promise((done) => {
      const socket = connect(server.port, '127.0.0.1')
      let heard = ''
      socket.on('data', (chunk) => {
        heard += chunk.toString('latin1')
        // The close frame of an accepted socket comes at once: 0x88, its length, the code.
        if (/\r\n\r\n\x88/.test(heard) || !heard.startsWith('HTTP/1.1 101')) socket.destroy()
      })
      socket.on('error', () => socket.destroy())
      socket.on('close', () => done(heard))
      socket.setTimeout(5000, () => socket.destroy())
      socket.write(`${lines.join('\r\n')}\r\n\r\n${body}`)
    })
  const upgrade = (path: string, more: readonly string[] = []): Promise<string> =>
    ask([
      `GET ${path} HTTP/1.1`,
      `Host: 127.0.0.1:${server.port}`,
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      ...more,
    ])
  const closeCode = (answer: string): number => {
    const at = answer.indexOf('\r\n\r\n\x88')
    return at < 0 ? 0 : answer.charCodeAt(at + 6) * 256 + answer.charCodeAt(at + 7)
  }

  it('[HOST6] a page of another origin gets no socket, whatever it calls itself', async () => {
    for (const origin of [
      'http://evil.example',
      'null',
      'nonsense',
      'http://',
      `http://127.0.0.1:${server.port}.evil`,
    ]) {
      expect([origin, await upgrade('/sync/org', [`Origin: ${origin}`])]).toEqual([origin, ''])
    }
    const own = await upgrade('/sync/org', [`Origin: http://127.0.0.1:${server.port}`])
    expect(closeCode(own)).toBe(4401)
  })

  it('[HOST7] no session, or a wrong one: 4401, whatever room was asked for', async () => {
    const paths = ['/sync/org', '/sync/%zz', '/sync/%00', '/sync/..%2f..%2fetc', '/sync/', `/sync/${'a'.repeat(4000)}`]
    for (const path of [...paths, '/sync/org?since=%zz&ext=2']) {
      expect([path, closeCode(await upgrade(path))]).toEqual([path, 4401])
      expect([path, closeCode(await upgrade(path, ['Authorization: Bearer nonsense']))]).toEqual([path, 4401])
    }
  })

  it('[HOST8] what is no upgrade that we know is hung up, and the server goes on', async () => {
    expect(await upgrade('/')).toBe('')
    expect(await upgrade('/api/me')).toBe('')
    const key = ['Connection: Upgrade', 'Upgrade: websocket', `Host: 127.0.0.1:${server.port}`]
    expect(await ask(['GET /sync/org HTTP/1.1', ...key])).toMatch(/^HTTP\/1.1 4\d\d/)
    expect(await ask(['POST /sync/org HTTP/1.1', ...key, 'Sec-WebSocket-Version: 13'])).toMatch(/^(HTTP\/1.1 4\d\d|$)/)
    expect(await ask(['\x00\x01\x02'])).toMatch(/^HTTP\/1.1 400/)
    expect(await upgrade('/sync/org', [`X-Long: ${'a'.repeat(20_000)}`])).toMatch(/^HTTP\/1.1 431/)
    const health = await fetch(`${server.url}/healthz`)
    expect(health.status).toBe(200)
  })
})
