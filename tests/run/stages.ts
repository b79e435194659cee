/** The stages of `npm test` with their shares of its 15 minutes (two cores), as in the budget that the runner enforces. */
export type Stage = {
  readonly name: string
  readonly minutes: number
  /** Also in `npm run check`. */
  readonly quick: boolean
  readonly commands: readonly (readonly string[])[]
  /**
   * How often the nightly run repeats it, each time from another seed: 100 turns make 1,000,000 runs of a property,
   * and what depends on timing must hold each time.
   */
  readonly nightly: number
  /** What the nightly run does once beside it, with fewer seeds if told so. */
  readonly atNight?: (seeds?: number) => readonly string[]
}

const VITEST = 'node_modules/vitest/vitest.mjs'
export const reportOf = (project: string): string => `.cache/vitest-${project}.json`
export const isVitest = (command: readonly string[]): boolean => command[0] === VITEST

const project = (name: string, minutes: number, rest: { quick?: boolean; nightly?: number } = {}): Stage => ({
  name,
  minutes,
  quick: rest.quick ?? false,
  nightly: rest.nightly ?? 1,
  commands: [
    [VITEST, 'run', '--project', name, '--passWithNoTests', '--reporter=default', '--reporter=json'].concat(
      `--outputFile.json=${reportOf(name)}`,
    ),
  ],
})

export const stages: readonly Stage[] = [
  {
    name: 'static',
    minutes: 0.5,
    quick: true,
    nightly: 1,
    commands: [
      ['node_modules/typescript/bin/tsc', '-b'],
      ['node_modules/@biomejs/biome/bin/biome', 'check', '.'],
      ['node_modules/knip/bin/knip.js'],
    ],
  },
  project('unit', 1.5, { quick: true, nightly: 100 }),
  project('engine', 2.5, { nightly: 3 }),
  { ...project('simulate', 1), atNight: (seeds = 500) => ['tests/simulate/run.ts', '--seeds', String(seeds)] },
  project('faults', 2.5, { nightly: 3 }),
  project('browser', 7, { nightly: 3 }),
]
