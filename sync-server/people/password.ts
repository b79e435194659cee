import { argon2Sync, randomBytes, timingSafeEqual } from 'node:crypto'

/** Argon2id, 19 MiB, 2 passes (OWASP 2023): `salt.hash` in base64url. */
export function hashPassword(password: string, salt: Uint8Array = randomBytes(16)): string {
  const hash = argon2Sync('argon2id', {
    message: password,
    nonce: salt,
    parallelism: 1,
    tagLength: 32,
    memory: 19_456,
    passes: 2,
  })
  return `${Buffer.from(salt).toString('base64url')}.${Buffer.from(hash).toString('base64url')}`
}

/** An account without a password costs the same time, so that nobody can list accounts by the clock. */
export function passwordFits(password: string, stored: string | null | undefined): boolean {
  const salt = stored ? Buffer.from(stored.split('.')[0] ?? '', 'base64url') : Buffer.alloc(16)
  const made = Buffer.from(hashPassword(password, salt))
  const kept = Buffer.from(stored ?? '')
  return made.length === kept.length && timingSafeEqual(made, kept)
}
