import { X509Certificate } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { generate } from 'selfsigned'
import { DAY } from '../../domain/clock.ts'

/** Files of a certificate for this machine's addresses, and of the made authority that a phone has to trust. */
export type Made = { readonly cert: string; readonly key: string; readonly authority: string }

/** Browsers take no server certificate that is valid for longer. */
const VALID = 390 * DAY
const AUTHORITY_VALID = 3650 * DAY

/** IPv4 addresses at which other machines of this network may reach this one; never an internal one. */
export const lanAddresses = (): readonly string[] =>
  Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter((one) => one.family === 'IPv4' && !one.internal)
    .map((one) => one.address)

/** The certificate in `folder`; a new one if there is none, it names other addresses, or it ends within a week. */
export async function certificateFor(addresses: readonly string[], folder: string, now = Date.now()): Promise<Made> {
  const made: Made = {
    cert: join(folder, 'cert.pem'),
    key: join(folder, 'key.pem'),
    authority: join(folder, 'authority.pem'),
  }
  if (Object.values(made).every((path) => existsSync(path)) && fits(readFileSync(made.cert), addresses, now))
    return made
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const authorityKey = join(folder, 'authority-key.pem')
  if (!existsSync(made.authority) || !existsSync(authorityKey)) {
    const root = await generate([{ name: 'commonName', value: 'Xunji (this machine)' }], {
      algorithm: 'sha256',
      notBeforeDate: new Date(now - DAY),
      notAfterDate: new Date(now + AUTHORITY_VALID),
      extensions: [
        { name: 'basicConstraints', cA: true, critical: true },
        { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
      ],
    })
    keep(authorityKey, root.private)
    keep(made.authority, root.cert)
  }
  const leaf = await generate([{ name: 'commonName', value: 'Xunji' }], {
    algorithm: 'sha256',
    notBeforeDate: new Date(now - DAY),
    notAfterDate: new Date(now + VALID),
    ca: { key: readFileSync(authorityKey, 'utf8'), cert: readFileSync(made.authority, 'utf8') },
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true, keyEncipherment: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          ...['127.0.0.1', ...addresses].map((ip) => ({ type: 7, ip }) as const),
        ],
      },
    ],
  })
  keep(made.key, leaf.private)
  keep(made.cert, leaf.cert)
  return made
}

const keep = (path: string, pem: string): void => writeFileSync(path, pem, { mode: 0o600 })

function fits(pem: Buffer, addresses: readonly string[], now: number): boolean {
  const cert = new X509Certificate(pem)
  return Date.parse(cert.validTo) > now + 7 * DAY && addresses.every((ip) => cert.checkIP(ip) !== undefined)
}
