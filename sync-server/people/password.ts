import { argon2, argon2Sync, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

/** Argon2id, 19 MiB, 2 passes (OWASP 2023). */
const COST = { parallelism: 1, tagLength: 32, memory: 19_456, passes: 2 } as const
const hashed = promisify(argon2)
const written = (salt: Uint8Array, hash: Uint8Array): string =>
  `${Buffer.from(salt).toString('base64url')}.${Buffer.from(hash).toString('base64url')}`

/** `salt.hash` in base64url. */
export function hashPassword(password: string): string {
  const salt = randomBytes(16)
  return written(salt, argon2Sync('argon2id', { ...COST, message: password, nonce: salt }))
}

/**
 * Does not hold up the server meanwhile. An account without a password costs the same time, so that nobody can list
 * accounts by the clock.
 */
export async function passwordFits(password: string, stored: string | null | undefined): Promise<boolean> {
  const salt = stored ? Buffer.from(stored.split('.')[0] ?? '', 'base64url') : Buffer.alloc(16)
  const made = Buffer.from(written(salt, await hashed('argon2id', { ...COST, message: password, nonce: salt })))
  const kept = Buffer.from(stored ?? '')
  return made.length === kept.length && timingSafeEqual(made, kept)
}

const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789'
/** A password to be read aloud once: three groups of five, about 74 bits. */
export function makePassword(): string {
  const letters = Array.from(randomBytes(15), (byte) => LETTERS[byte % LETTERS.length]).join('')
  return `${letters.slice(0, 5)}-${letters.slice(5, 10)}-${letters.slice(10)}`
}
