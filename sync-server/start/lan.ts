// `npm start -- --lan`: the same over HTTPS, for phones on the same network.
import { join } from 'node:path'
import { encodeQR } from 'qr'
import { readConfig } from '../config.ts'
import { certificateFor, lanAddresses } from './certificate.ts'

try {
  await serveLan()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(2)
}

async function serveLan(): Promise<void> {
  process.env['HOST'] ??= '0.0.0.0'
  const addresses = lanAddresses()
  const first = addresses[0]
  if (!first) throw new Error('This machine is in no network. Connect it, then try again; npm start works without one.')
  if (!process.env['TLS_CERT'] && !process.env['TLS_KEY']) {
    const made = await certificateFor(addresses, join(readConfig(process.env).dataDir, 'tls'))
    process.env['TLS_CERT'] = made.cert
    process.env['TLS_KEY'] = made.key
    process.env['TLS_AUTHORITY'] = made.authority
  }
  const { port, tls } = readConfig(process.env)
  await import('../main.ts')
  const address = `https://${first}:${port}`
  // Light squares are what is printed: said outright, a light terminal shows the same.
  for (const line of encodeQR(address, 'ascii').trimEnd().split('\n')) console.log(`\u001b[97;40m${line}\u001b[0m`)
  console.log(`On a phone of this network: ${addresses.map((ip) => `https://${ip}:${port}`).join(' · ')}`)
  if (!tls?.authority) return
  console.log(`A phone keeps the app for work without a network only if it trusts this machine:`)
  console.log(`install ${address}/authority.crt on it once.`)
}
