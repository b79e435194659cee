import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

/** What the environment says, checked. The only place where `process.env` becomes typed. */
export type Config = {
  /** 0 = any free port. */
  readonly port: number
  readonly host: string
  /** Absolute. Holds xunji.sqlite, projection.sqlite and photos/. */
  readonly dataDir: string
  /** Where browsers reach the server, without a slash at the end; none = whatever Host they used. */
  readonly publicUrl?: string
  /** Keys the digests of sessions. */
  readonly secret: string
  /** PEM texts. None = plain HTTP, for a proxy in front. */
  readonly tls?: { readonly cert: string; readonly key: string; readonly authority?: string }
  readonly demo: boolean
  /** The demo's people go on by themselves. */
  readonly mover: boolean
  /** False only with the demo district: no rate limits, for load tests. */
  readonly limits: boolean
  readonly logLevel: LogLevel
  /** The built app. */
  readonly appDir: string
}

/** Ends the start: which variable is wrong, and a sentence that says why and what to do. */
export class ConfigError extends Error {
  readonly variable: string
  constructor(variable: string, detail: string) {
    super(detail)
    this.variable = variable
  }
}
type Env = { readonly [name: string]: string | undefined }

const LATER = {
  DATABASE_URL: 'PostgreSQL is not yet supported: unset DATABASE_URL, and the data is kept in DATA_DIR.',
  REDIS_URL: 'Redis is not yet supported: unset REDIS_URL; one server needs none.',
  S3_URL: 'S3 is not yet supported: unset S3_URL, and the photos are kept in DATA_DIR/photos.',
} as const
const SECRET_LENGTH = 16
/** The demo district has nothing to keep. */
const DEMO_SECRET = 'the demo district has no secret'

/** Reads the environment; throws `ConfigError` for the first wrong value. */
export function readConfig(env: Env): Config {
  const wrong = (variable: string, detail: string): never => {
    throw new ConfigError(variable, detail)
  }
  for (const [variable, detail] of Object.entries(LATER)) if (env[variable]) wrong(variable, detail)

  const port = Number(env['PORT'] || '8080')
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    return wrong('PORT', `PORT is "${env['PORT']}"; set it to a whole number from 0 to 65535.`)
  }
  if (env['DEMO'] && env['DEMO'] !== '1' && env['DEMO'] !== '0') {
    return wrong('DEMO', `DEMO is "${env['DEMO']}"; set it to 1, or unset it.`)
  }
  const demo = env['DEMO'] === '1'
  const mover = env['DEMO_MOVER'] || (demo ? 'on' : 'off')
  if (mover !== 'on' && mover !== 'off') {
    return wrong('DEMO_MOVER', `DEMO_MOVER is "${mover}"; set it to on or off.`)
  }
  if (mover === 'on' && !demo) {
    return wrong('DEMO_MOVER', 'DEMO_MOVER=on moves the people of the demo district: set DEMO=1, or unset it.')
  }
  const limits = env['LIMITS'] || 'on'
  if (limits !== 'on' && limits !== 'off') {
    return wrong('LIMITS', `LIMITS is "${limits}"; set it to on or off (off only with DEMO=1).`)
  }
  if (limits === 'off' && !demo) {
    return wrong('LIMITS', 'LIMITS=off takes the rate limits away and is only for DEMO=1: unset LIMITS.')
  }
  const logLevel = LOG_LEVELS.find((level) => level === (env['LOG_LEVEL'] || 'info'))
  if (!logLevel) {
    return wrong('LOG_LEVEL', `LOG_LEVEL is "${env['LOG_LEVEL']}"; set it to one of ${LOG_LEVELS.join(', ')}.`)
  }
  const publicUrl = env['PUBLIC_URL'] ? originOf(env['PUBLIC_URL']) : undefined
  if (env['PUBLIC_URL'] && !publicUrl) {
    const detail = `PUBLIC_URL is "${env['PUBLIC_URL']}"; set it to an origin such as https://xunji.example.org, without a path.`
    return wrong('PUBLIC_URL', detail)
  }
  const secret = env['XUNJI_SECRET'] || undefined
  if (!demo && !secret) {
    const detail = `XUNJI_SECRET is not set; set it to a random text of at least ${SECRET_LENGTH} characters (openssl rand -hex 32), or set DEMO=1 for the demo district.`
    return wrong('XUNJI_SECRET', detail)
  }
  if (secret && secret.length < SECRET_LENGTH) {
    const detail = `XUNJI_SECRET has ${secret.length} characters; set it to a random text of at least ${SECRET_LENGTH} (openssl rand -hex 32).`
    return wrong('XUNJI_SECRET', detail)
  }
  const tls = readTls(env)
  return {
    port,
    host: env['HOST'] || '127.0.0.1',
    dataDir: resolve(env['DATA_DIR'] || './data'),
    ...(publicUrl ? { publicUrl } : {}),
    secret: secret ?? DEMO_SECRET,
    ...(tls ? { tls } : {}),
    demo,
    mover: mover === 'on',
    limits: limits === 'on',
    logLevel,
    appDir: resolve(import.meta.dirname, '../dist/app'),
  }
}

function readTls(env: Env): Config['tls'] {
  const read = (variable: 'TLS_CERT' | 'TLS_KEY' | 'TLS_AUTHORITY'): string | undefined => {
    const path = env[variable]
    if (!path) return undefined
    try {
      return readFileSync(path, 'utf8')
    } catch {
      throw new ConfigError(variable, `${variable} is "${path}", which cannot be read; set it to a PEM file.`)
    }
  }
  const [cert, key, authority] = [read('TLS_CERT'), read('TLS_KEY'), read('TLS_AUTHORITY')]
  if (!cert && !key) return undefined
  if (!cert || !key) {
    const variable = cert ? 'TLS_KEY' : 'TLS_CERT'
    throw new ConfigError(variable, `${variable} is not set; a certificate needs both TLS_CERT and TLS_KEY.`)
  }
  return { cert, key, ...(authority ? { authority } : {}) }
}

function originOf(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined
  const url = new URL(text)
  const plain = url.pathname === '/' && url.search === '' && url.hash === '' && url.username === ''
  return plain && (url.protocol === 'https:' || url.protocol === 'http:') ? url.origin : undefined
}
