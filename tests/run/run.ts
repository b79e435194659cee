import { spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { isVitest, reportOf, type Stage, stages } from './stages.ts'

/**
 * `npm test`, `npm run check` (its first minute) and `npm run nightly` (the full figures, without a limit). A stage
 * that takes more than its share is named; when the 15 minutes are over whatever runs is ended, and that is a failure.
 */
const root = join(import.meta.dirname, '../..')
const MINUTE = 60_000
const mode = process.argv.includes('--check') ? 'check' : process.argv.includes('--nightly') ? 'nightly' : 'test'
const USAGE = 'npm test, npm run check, npm run nightly [-- --turns N --seeds N --only stage,…]'
const options = optionsOf(process.argv.slice(2).filter((word) => word !== `--${mode}`))
const most = options.turns ?? Number.POSITIVE_INFINITY
const began = Date.now()
const allowed = stages.reduce((sum, stage) => sum + stage.minutes, 0) * MINUTE
const slow: string[] = []
let passed = 0
let failed = 0

mkdirSync(join(root, '.cache'), { recursive: true })
for (const stage of stages.filter(runs)) {
  const from = Date.now()
  const turns = mode === 'nightly' ? Math.min(stage.nightly, most) : 1
  for (let turn = 0; turn < turns; turn++) {
    // Printed, so that a night's failure can be run again: SEED=… npm run check
    const seed = mode === 'nightly' ? String(randomInt(2 ** 31)) : undefined
    if (seed) console.log(`${stage.name}: turn ${turn + 1} of ${turns}, SEED=${seed}`)
    for (const command of stage.commands) await runCommand(stage, command, seed)
  }
  if (mode === 'nightly' && stage.atNight) await runCommand(stage, stage.atNight(options.seeds), undefined)
  if (Date.now() - from > stage.minutes * MINUTE) slow.push(stage.name)
  console.log(`${stage.name}: ${seconds(Date.now() - from)} of ${seconds(stage.minutes * MINUTE)}`)
}
console.log(`total: ${seconds(Date.now() - began)}${mode === 'test' ? ` of ${seconds(allowed)}` : ''}`)
if (mode === 'test' && slow.length > 0)
  console.log(`More than their share: ${slow.join(', ')}. What was added, and what leaves?`)
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed === 0 && passed > 0 ? 0 : 1)

function runs(stage: Stage): boolean {
  if (options.only) return options.only.includes(stage.name)
  return stage.quick || mode !== 'check'
}

/** A night made shorter; anything else ends this process with what there is. */
function optionsOf(words: readonly string[]): {
  readonly turns?: number
  readonly seeds?: number
  readonly only?: readonly string[]
} {
  const found: { turns?: number; seeds?: number; only?: readonly string[] } = {}
  for (let at = 0; at < words.length; at += 2) {
    const value = words[at + 1] ?? ''
    const name = mode === 'nightly' ? words[at] : undefined
    if (name === '--turns' && /^[1-9]\d*$/.test(value)) found.turns = Number(value)
    else if (name === '--seeds' && /^[1-9]\d*$/.test(value)) found.seeds = Number(value)
    else if (name === '--only' && value.split(',').every((one) => stages.some((stage) => stage.name === one)))
      found.only = value.split(',')
    else {
      const names = stages.map((stage) => stage.name).join(', ')
      console.error(`${words.slice(at, at + 2).join(' ')}? There is: ${USAGE}. The stages: ${names}.`)
      process.exit(2)
    }
  }
  return found
}

async function runCommand(stage: Stage, command: readonly string[], seed: string | undefined): Promise<void> {
  const report = join(root, reportOf(stage.name))
  if (isVitest(command)) rmSync(report, { force: true })
  const left = mode === 'test' ? began + allowed - Date.now() : undefined
  const end = await inTime(command, left, seed)
  if (end === 'late') console.error(`${stage.name}: ended, the time of all stages is over.`)
  if (!isVitest(command)) {
    if (end === 'good') passed++
    else failed++
    return
  }
  const counts = existsSync(report)
    ? (JSON.parse(readFileSync(report, 'utf8')) as { numPassedTests: number; numFailedTests: number })
    : { numPassedTests: 0, numFailedTests: 0 }
  passed += counts.numPassedTests
  failed += counts.numFailedTests
  // A file that does not load, or a run that was ended, has no failed test of its own.
  if (end !== 'good' && counts.numFailedTests === 0) failed++
}

/** `left`: milliseconds until the command and all that it started are ended. */
function inTime(
  command: readonly string[],
  left: number | undefined,
  seed: string | undefined,
): Promise<'good' | 'bad' | 'late'> {
  if (left !== undefined && left <= 0) return Promise.resolve('late')
  return new Promise((done) => {
    const night = mode === 'nightly' ? { NIGHT: '1' } : {}
    const env = { ...process.env, ...night, ...(seed ? { SEED: seed } : {}) }
    const child = spawn(process.execPath, [...command], { cwd: root, stdio: 'inherit', env, detached: true })
    let late = false
    const timer =
      left === undefined
        ? undefined
        : setTimeout(() => {
            late = true
            process.kill(-(child.pid as number), 'SIGKILL')
          }, left)
    const stop = (): void => {
      if (child.pid) process.kill(-child.pid, 'SIGTERM')
      process.exit(130)
    }
    process.once('SIGINT', stop)
    child.on('exit', (code) => {
      clearTimeout(timer)
      process.off('SIGINT', stop)
      done(late ? 'late' : code === 0 ? 'good' : 'bad')
    })
  })
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(0)} s`
}
