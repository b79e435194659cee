import { lookup as resolve } from 'node:dns'
import { type IncomingMessage, request as plainRequest } from 'node:http'
import { request as secureRequest } from 'node:https'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { SECOND } from '../../domain/clock.ts'

/** What came back: 0 = nothing came back, `problem` says why. */
export type Sent = {
  readonly status: number
  readonly body: string
  readonly retryAfter?: number
  readonly problem?: string
}
export type Outbound = {
  /** Why this address is not written to; undefined if it is. Names are looked up only when something is sent. */
  refuses(url: string): string | undefined
  post(url: string, headers: { readonly [name: string]: string | number }, body: Uint8Array): Promise<Sent>
}

const PATIENCE = 10 * SECOND
const MOST_READ = 16_384

/** Networks that a server must not be talked into reaching: its own machine, its own house, nobody's. */
const closed = new BlockList()
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  closed.addSubnet(net, bits, 'ipv4')
for (const [net, bits] of [
  ['::', 127],
  ['64:ff9b::', 96],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  closed.addSubnet(net, bits, 'ipv6')

/** An IPv4 address in IPv6 clothes is looked at as what it is. */
export function isClosed(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped) return closed.check(mapped, 'ipv4')
  return closed.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
}

/** Every answer of the name's server is looked at, at the moment of the connection: it may say something else next time. */
const openOnly: LookupFunction = (host, options, done) => {
  resolve(host, { ...options, all: true }, (error, found) => {
    if (error) return done(error, '', 0)
    const bad = found.find(({ address }) => isClosed(address))
    const first = found[0]
    if (bad || !first) return done(new Error(`${host} is in a closed network`), '', 0)
    if (options.all) return (done as unknown as (e: null, all: typeof found) => void)(null, found)
    return done(null, first.address, first.family)
  })
}

/** Posts to addresses outside: https only, never into a private network, no redirects. `anywhere`: only for tests. */
export function createOutbound(anywhere: boolean): Outbound {
  function refuses(text: string): string | undefined {
    if (!URL.canParse(text)) return 'This is no address.'
    const url = new URL(text)
    if (url.username || url.password) return 'An address with a name and password in it is not taken.'
    if (anywhere) return undefined
    if (url.protocol !== 'https:') return 'The address must begin with https://.'
    const host = url.hostname.replace(/^\[|\]$/g, '')
    const local = isIP(host) ? isClosed(host) : host === 'localhost' || /\.(localhost|local|internal)$/.test(host)
    return local ? 'This address lies in a private network.' : undefined
  }
  return {
    refuses,
    post(text, headers, body) {
      const problem = refuses(text)
      if (problem) return Promise.resolve({ status: 0, body: '', problem })
      const url = new URL(text)
      const request = url.protocol === 'https:' ? secureRequest : plainRequest
      return new Promise((done) => {
        const fail = (error: Error): void => done({ status: 0, body: '', problem: error.message })
        const sent = request(url, {
          method: 'POST',
          headers: { ...headers, 'content-length': body.length },
          signal: AbortSignal.timeout(PATIENCE),
          ...(anywhere ? {} : { lookup: openOnly }),
        })
        sent.on('error', fail)
        sent.on('response', (answer) => void read(answer).then(done, fail))
        sent.end(body)
      })
    },
  }
}

async function read(answer: IncomingMessage): Promise<Sent> {
  let body = ''
  for await (const part of answer) {
    if (body.length < MOST_READ) body += String(part)
  }
  const wait = Number(answer.headers['retry-after'])
  return { status: answer.statusCode ?? 0, body, ...(wait > 0 ? { retryAfter: wait } : {}) }
}
