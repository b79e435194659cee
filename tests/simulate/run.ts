import { Failed, simulate } from './simulate.ts'

/** `npm run simulate -- --seeds N [--steps N]`, or `--seed S` for one of them with all that happened in it. */
const value = (name: string): number | undefined => {
  const at = process.argv.indexOf(`--${name}`)
  if (at < 0) return undefined
  const number = Number(process.argv[at + 1])
  if (Number.isInteger(number) && number >= 0) return number
  console.error('npm run simulate -- [--seeds N | --seed S] [--steps N]')
  process.exit(2)
}
const one = value('seed')
const steps = value('steps') ?? 500
const seeds = one === undefined ? Array.from({ length: value('seeds') ?? 50 }, (_, i) => i + 1) : [one]

const counts: { [what: string]: number } = {}
const failed: number[] = []
const from = performance.now()
for (const seed of seeds) {
  try {
    const outcome = await simulate(seed, steps)
    for (const [what, n] of Object.entries(outcome.counts)) counts[what] = (counts[what] ?? 0) + n
    if (one !== undefined) console.log(outcome)
  } catch (error) {
    if (!(error instanceof Failed)) throw error
    failed.push(seed)
    for (const line of one === undefined ? error.trace.slice(-10) : error.trace) console.error(line)
    console.error(error.message)
  }
}
console.log(counts)
console.log(`${seeds.length} seeds of ${steps} steps in ${((performance.now() - from) / 1000).toFixed(1)} s`)
if (failed.length > 0) console.error(`failed: ${failed.map((seed) => `--seed ${seed}`).join(' ')}`)
process.exit(failed.length === 0 ? 0 : 1)
