import {
  createCipheriv,
  createECDH,
  createPrivateKey,
  createPublicKey,
  ECDH,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  randomBytes,
  sign,
} from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { HOUR } from '../../domain/clock.ts'

/** Web Push with nothing but Node's own cryptography: RFC 8291 (encryption), RFC 8188 (its form), RFC 8292 (VAPID). */

/** What a browser gives away when it subscribes, base64url. */
export type PushKeys = { readonly p256dh: string; readonly auth: string }
export type Vapid = {
  /** For `pushManager.subscribe`, base64url. */
  readonly publicKey: string
  /** The Authorization header for a push service. */
  authorization(endpoint: string, now: number): string
}

const CURVE = 'prime256v1'
/** One record is enough: push services take 4 KB. */
const RECORD = 4096
const LASTS = 12 * HOUR
const bytes = (text: string): Buffer => Buffer.from(text, 'base64url')
const derive = (key: Uint8Array, salt: Uint8Array, info: Uint8Array | string, length: number): Buffer =>
  Buffer.from(hkdfSync('sha256', key, salt, info, length))

/** False for keys that no browser made: not a point of the curve, or a secret of another length. */
export function areKeys({ p256dh, auth }: PushKeys): boolean {
  try {
    ECDH.convertKey(bytes(p256dh), CURVE)
    return bytes(p256dh).length === 65 && bytes(auth).length === 16
  } catch {
    return false
  }
}

/** The body for a push service. `chance`: salt and private key of the message, random but in tests. */
export function encryptPush(
  plain: Uint8Array,
  keys: PushKeys,
  chance: { readonly salt: Uint8Array; readonly privateKey?: Uint8Array } = { salt: randomBytes(16) },
): Buffer {
  const own = createECDH(CURVE)
  if (chance.privateKey) own.setPrivateKey(chance.privateKey)
  else own.generateKeys()
  const [theirs, mine] = [bytes(keys.p256dh), own.getPublicKey()]
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), theirs, mine])
  const shared = derive(own.computeSecret(theirs), bytes(keys.auth), info, 32)
  const key = derive(shared, chance.salt, 'Content-Encoding: aes128gcm\0', 16)
  const nonce = derive(shared, chance.salt, 'Content-Encoding: nonce\0', 12)
  const cipher = createCipheriv('aes-128-gcm', key, nonce)
  const size = Buffer.alloc(4)
  size.writeUInt32BE(RECORD)
  const head = Buffer.concat([chance.salt, size, Buffer.from([mine.length]), mine])
  // 2 = the last record, and no padding behind it.
  return Buffer.concat([
    head,
    cipher.update(plain),
    cipher.update(Buffer.from([2])),
    cipher.final(),
    cipher.getAuthTag(),
  ])
}

/** The server's own key pair: made at the first start, kept in `path`, readable by its owner only. */
export function openVapid(path: string, subject: string): Vapid {
  if (!existsSync(path)) {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: CURVE })
    writeFileSync(path, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 })
  }
  const privateKey = createPrivateKey(readFileSync(path))
  const publicKey = pointOf(createPublicKey(privateKey))
  const json = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  return {
    publicKey,
    authorization(endpoint, now) {
      const claims = { aud: new URL(endpoint).origin, exp: Math.floor((now + LASTS) / 1000), sub: subject }
      const token = `${json({ typ: 'JWT', alg: 'ES256' })}.${json(claims)}`
      const signature = sign('sha256', Buffer.from(token), { key: privateKey, dsaEncoding: 'ieee-p1363' })
      return `vapid t=${token}.${signature.toString('base64url')}, k=${publicKey}`
    },
  }
}

/** The uncompressed point of a public key. */
function pointOf(key: KeyObject): string {
  const { x = '', y = '' } = key.export({ format: 'jwk' })
  return Buffer.concat([Buffer.from([4]), bytes(x), bytes(y)]).toString('base64url')
}
