import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { type Bench, type Figure, holds } from './bench.ts'

/** `npm run bench -- [name…]`: runs the named benchmarks, or all, and writes results.json. */
const RESULTS = join(import.meta.dirname, 'results.json')
type Results = {
  readonly [name: string]: { readonly at: string; readonly machine: string; readonly figures: readonly Figure[] }
}

const names = readdirSync(import.meta.dirname)
  .map((file) => /^([a-z-]+)\.bench\.ts$/.exec(file)?.[1])
  .filter((name) => name !== undefined)
const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !names.includes(name))
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(', ')}. There are: ${names.join(', ')}`)
  process.exit(2)
}

const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.versions.node}`
let results: Results = readBefore()
let kept = true
for (const name of asked.length > 0 ? asked : names) {
  const { bench } = (await import(`./${name}.bench.ts`)) as { bench: Bench }
  console.log(`${name}: ${bench.about}`)
  const figures = await bench.run()
  for (const figure of figures) {
    const peer = figure.peer ? ` (${figure.peer.name}: ${short(figure.peer.value)})` : ''
    const least = figure.atLeast === undefined ? '' : `, at least ${figure.atLeast}`
    const most = figure.atMost === undefined ? '' : `, at most ${figure.atMost}`
    const good = holds(figure)
    kept &&= good
    console.log(`  ${good ? '✓' : '✗'} ${figure.name}: ${short(figure.value)} ${figure.unit}${peer}${least}${most}`)
  }
  results = { ...results, [name]: { at: new Date().toISOString(), machine, figures } }
}
writeFileSync(RESULTS, `${JSON.stringify(results, null, 2)}\n`)
process.exit(kept ? 0 : 1)

function readBefore(): Results {
  try {
    return JSON.parse(readFileSync(RESULTS, 'utf8')) as Results
  } catch {
    return {}
  }
}
function short(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3)
}
