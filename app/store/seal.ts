/**
 * The one seam through which rows are sealed: AES-GCM, a fresh 96-bit IV a write, a key a room (HKDF from the data key),
 * room and row id as associated data. The data key lies wrapped by a device key that cannot leave the browser; a PIN or
 * a lease later only wraps it anew, the rows stay as they are.
 */
export type Sealed = { readonly iv: Uint8Array<ArrayBuffer>; readonly data: ArrayBuffer }
export type WrappedKey = { readonly id: string; readonly device: CryptoKey; readonly wrapped: Sealed }
export type Sealer = {
  seal(room: string, id: string, bytes: Uint8Array): Promise<Sealed>
  /** Throws if the row was changed, or belongs to another room or id. */
  open(room: string, id: string, sealed: Sealed): Promise<Uint8Array<ArrayBuffer>>
  sealJson(room: string, id: string, value: unknown): Promise<Sealed>
  openJson(room: string, id: string, sealed: Sealed): Promise<unknown>
}

const IV_BYTES = 12
const text = new TextEncoder()
const asText = new TextDecoder()
const named = (room: string, id: string): Uint8Array<ArrayBuffer> => text.encode(`${room}\n${id}`)

/** A fresh data key, wrapped by a fresh device key. */
export async function newWrappedKey(): Promise<WrappedKey> {
  const device = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES))
  const dataKey = crypto.getRandomValues(new Uint8Array(32))
  const data = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, device, dataKey)
  return { id: 'data', device, wrapped: { iv, data } }
}

/** Opens the data key. Throws if the device key does not fit. */
export async function sealerOf(key: WrappedKey): Promise<Sealer> {
  const raw = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: key.wrapped.iv }, key.device, key.wrapped.data)
  const base = await crypto.subtle.importKey('raw', raw, 'HKDF', false, ['deriveKey'])
  const keys = new Map<string, Promise<CryptoKey>>()
  const keyOf = (room: string): Promise<CryptoKey> => {
    const known = keys.get(room)
    if (known) return known
    const params = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info: text.encode(room) }
    const made = crypto.subtle.deriveKey(params, base, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
    keys.set(room, made)
    return made
  }

  async function seal(room: string, id: string, bytes: Uint8Array): Promise<Sealed> {
    const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES))
    const params = { name: 'AES-GCM', iv, additionalData: named(room, id) }
    return { iv, data: await crypto.subtle.encrypt(params, await keyOf(room), bytes as Uint8Array<ArrayBuffer>) }
  }
  async function open(room: string, id: string, sealed: Sealed): Promise<Uint8Array<ArrayBuffer>> {
    const params = { name: 'AES-GCM', iv: sealed.iv, additionalData: named(room, id) }
    return new Uint8Array(await crypto.subtle.decrypt(params, await keyOf(room), sealed.data))
  }
  return {
    seal,
    open,
    sealJson: (room, id, value) => seal(room, id, text.encode(JSON.stringify(value, packBytes))),
    openJson: async (room, id, sealed) => JSON.parse(asText.decode(await open(room, id, sealed)), unpackBytes),
  }
}

/** Bytes inside a value that is kept as JSON (a drawn signature in a draft). */
const PACKED = '$bytes'
function packBytes(_key: string, value: unknown): unknown {
  return value instanceof Uint8Array
    ? { [PACKED]: Array.from(value, (b) => b.toString(16).padStart(2, '0')).join('') }
    : value
}
function unpackBytes(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !(PACKED in value)) return value
  return Uint8Array.from(String(value[PACKED]).match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}

/** A photo's own key, so that it can later be wrapped once more for somebody who carries the photo. */
export const newSealKey = (): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(32))
const aes = (key: Uint8Array<ArrayBuffer>, use: KeyUsage): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', key, 'AES-GCM', false, [use])
export async function sealWith(key: Uint8Array<ArrayBuffer>, id: string, bytes: Uint8Array): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES))
  const params = { name: 'AES-GCM', iv, additionalData: text.encode(id) }
  return { iv, data: await crypto.subtle.encrypt(params, await aes(key, 'encrypt'), bytes as Uint8Array<ArrayBuffer>) }
}
export async function unsealWith(
  key: Uint8Array<ArrayBuffer>,
  id: string,
  sealed: Sealed,
): Promise<Uint8Array<ArrayBuffer>> {
  const params = { name: 'AES-GCM', iv: sealed.iv, additionalData: text.encode(id) }
  return new Uint8Array(await crypto.subtle.decrypt(params, await aes(key, 'decrypt'), sealed.data))
}
