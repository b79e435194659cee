import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The stages of `npm test`, each with its share of the 15 minutes; the total is enforced. */
const root = join(import.meta.dirname, '../..')
const node = process.execPath
const TOTAL_MINUTES = 15
type Stage = {
  readonly name: string
  readonly minutes: number
  readonly commands: readonly (readonly string[])[]
  readonly quick: boolean
}

const report = (project: string): string => join(root, `.cache/vitest-${project}.json`)
const vitest = (project: string): string[] => [
  'node_modules/vitest/vitest.mjs',
  'run',
  '--project',
  project,
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${report(project)}`,
]
const stages: readonly Stage[] = [
  {
    name: 'static',
    minutes: 1,
    quick: true,
    commands: [
      ['node_modules/typescript/bin/tsc', '-b'],
      ['node_modules/@biomejs/biome/bin/biome', 'check', '.'],
      ['node_modules/knip/bin/knip.js'],
    ],
  },
  { name: 'unit', minutes: 2, quick: true, commands: [vitest('unit')] },
  { name: 'engine', minutes: 4, quick: false, commands: [vitest('engine')] },
  { name: 'browser', minutes: 5, quick: false, commands: [vitest('browser')] },
]

const quick = process.argv.includes('--check')
const began = Date.now()
mkdirSync(join(root, '.cache'), { recursive: true })
let passed = 0
let failed = 0
for (const stage of stages.filter((one) => one.quick || !quick)) {
  const from = Date.now()
  for (const command of stage.commands) {
    const done = spawnSync(node, command, { cwd: root, stdio: 'inherit' })
    const isVitest = command[0]?.includes('vitest') === true
    if (isVitest) {
      const counts = JSON.parse(readFileSync(report(stage.name), 'utf8')) as {
        numPassedTests: number
        numFailedTests: number
      }
      passed += counts.numPassedTests
      failed += counts.numFailedTests
      if (done.status !== 0 && counts.numFailedTests === 0) failed++
    } else if (done.status === 0) passed++
    else failed++
  }
  console.log(`${stage.name}: ${((Date.now() - from) / 1000).toFixed(0)} s of ${stage.minutes * 60} s`)
}
const minutes = (Date.now() - began) / 60_000
console.log(`total: ${minutes.toFixed(1)} of ${TOTAL_MINUTES} minutes`)
if (minutes > TOTAL_MINUTES) {
  console.error('Over the budget: what was added, and what leaves?')
  failed++
}
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed === 0 && passed > 0 ? 0 : 1)
