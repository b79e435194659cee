import { createPublicKey, verify } from 'node:crypto'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { createOutbound, isClosed } from './outbound.ts'
import { areKeys, encryptPush, openVapid } from './web-push.ts'

const folder = mkdtempSync(join(tmpdir(), 'xunji-push-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('what is sent to a push service', () => {
  it('[TOLD12] is, byte for byte, the example of RFC 8291, section 5', () => {
    const body = encryptPush(
      Buffer.from('When I grow up, I want to be a watermelon'),
      {
        p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
        auth: 'BTBZMqHH6r4Tts7J_aSIgg',
      },
      {
        salt: Buffer.from('DGv6ra1nlYgDCS1FRnbzlw', 'base64url'),
        privateKey: Buffer.from('yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw', 'base64url'),
      },
    )
    expect(body.toString('base64url')).toBe(
      'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
    )
  })
  it('[TOLD12] names the server by its own key, signed for this push service and half a day', () => {
    const path = join(folder, 'vapid.pem')
    const vapid = openVapid(path, 'https://xunji.example.org')
    const now = Date.parse('2026-11-25T09:00:00Z')
    const [, token = '', key] =
      /^vapid t=([^,]+), k=(.+)$/.exec(vapid.authorization('https://push.example/abc', now)) ?? []
    expect(key).toBe(vapid.publicKey)
    const [head = '', claims = '', signature = ''] = token.split('.')
    expect(JSON.parse(Buffer.from(head, 'base64url').toString())).toEqual({ typ: 'JWT', alg: 'ES256' })
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toEqual({
      aud: 'https://push.example',
      exp: now / 1000 + 12 * 3600,
      sub: 'https://xunji.example.org',
    })
    const point = Buffer.from(vapid.publicKey, 'base64url')
    const [x, y] = [point.subarray(1, 33).toString('base64url'), point.subarray(33).toString('base64url')]
    const publicKey = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' })
    const signed = { key: publicKey, dsaEncoding: 'ieee-p1363' } as const
    expect(verify('sha256', Buffer.from(`${head}.${claims}`), signed, Buffer.from(signature, 'base64url'))).toBe(true)
    // The same keys after a start: the subscriptions of all phones hang on them. Nobody else reads them.
    expect(openVapid(path, 'https://xunji.example.org').publicKey).toBe(vapid.publicKey)
    expect(statSync(path).mode & 0o777).toBe(0o600)
  })
  it('[TOLD13] keys that no browser made are refused', () => {
    const point = 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4'
    expect(areKeys({ p256dh: point, auth: 'BTBZMqHH6r4Tts7J_aSIgg' })).toBe(true)
    expect(areKeys({ p256dh: `${point.slice(0, -2)}AA`, auth: 'BTBZMqHH6r4Tts7J_aSIgg' })).toBe(false)
    expect(areKeys({ p256dh: point, auth: 'BTBZ' })).toBe(false)
    expect(areKeys({ p256dh: 'x', auth: '' })).toBe(false)
  })
})

describe('where the server writes to', () => {
  it('[TOLD14] https, and never into a private network, also not through a name or IPv6', async () => {
    const { refuses, post } = createOutbound(false)
    expect(refuses('https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1')).toBeUndefined()
    for (const bad of [
      'nonsense',
      'http://push.example/1',
      'https://user:word@push.example/1',
      'https://127.0.0.1/1',
      'https://localhost/1',
      'https://10.1.2.3/1',
      'https://192.168.1.1/1',
      'https://169.254.169.254/latest',
      'https://[::1]/1',
      'https://[::ffff:127.0.0.1]/1',
      'https://2130706433/1',
      'https://0x7f.1/1',
      'https://[fd00::1]/1',
    ])
      expect(refuses(bad), bad).toBeDefined()
    expect(isClosed('8.8.8.8')).toBe(false)
    expect(isClosed('2400:3200::1')).toBe(false)
    // A name that leads home: `ip6-localhost` and the machine's own name stand in every hosts file.
    const { hostname } = await import('node:os')
    expect(await post(`https://${hostname()}/1`, {}, Buffer.from('x'))).toMatchObject({ status: 0 })
  })
})
