import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { isVitest, reportOf, type Stage, stages } from './stages.ts'

/**
 * `npm test`, `npm run check` (its first minute) and `npm run nightly` (the full figures, without a limit). A stage may
 * use its share of the time and what those before it left; then it is ended, and that is a failure.
 */
const root = join(import.meta.dirname, '../..')
const MINUTE = 60_000
const mode = process.argv.includes('--check') ? 'check' : process.argv.includes('--nightly') ? 'nightly' : 'test'
const unknown = process.argv.slice(2).filter((word) => word !== `--${mode}`)
if (unknown.length > 0) {
  console.error(`${unknown.join(' ')}? There is: npm test, npm run check, npm run nightly.`)
  process.exit(2)
}
const began = Date.now()
let allowed = 0
let passed = 0
let failed = 0

mkdirSync(join(root, '.cache'), { recursive: true })
for (const stage of stages.filter((one) => one.quick || mode !== 'check')) {
  const from = Date.now()
  allowed += stage.minutes * MINUTE
  for (let turn = 0; turn < (mode === 'nightly' ? stage.nightly : 1); turn++) {
    for (const command of stage.commands) await runCommand(stage, command)
  }
  console.log(`${stage.name}: ${seconds(Date.now() - from)} of ${seconds(stage.minutes * MINUTE)}`)
}
console.log(`total: ${seconds(Date.now() - began)}${mode === 'test' ? ` of ${seconds(allowed)}` : ''}`)
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed === 0 && passed > 0 ? 0 : 1)

async function runCommand(stage: Stage, command: readonly string[]): Promise<void> {
  const report = join(root, reportOf(stage.name))
  if (isVitest(command)) rmSync(report, { force: true })
  const left = mode === 'test' ? began + allowed - Date.now() : undefined
  const end = await inTime(command, left)
  if (end === 'late') console.error(`${stage.name}: over the budget. What was added, and what leaves?`)
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
function inTime(command: readonly string[], left: number | undefined): Promise<'good' | 'bad' | 'late'> {
  if (left !== undefined && left <= 0) return Promise.resolve('late')
  return new Promise((done) => {
    const env = mode === 'nightly' ? { ...process.env, XUNJI_NIGHTLY: '1' } : process.env
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
