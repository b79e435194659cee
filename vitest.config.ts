import { defineConfig } from 'vitest/config'

/** One project a stage of `npm test` (tests/run/stages.ts). */
const projects: readonly {
  readonly name: string
  readonly include: string[]
  /** Its tests count in a browser's time. */
  readonly browser?: boolean
  /** Its tests copy the demo district. */
  readonly demo?: boolean
}[] = [
  {
    name: 'unit',
    include: ['domain/**/*.test.ts', 'sync-server/**/*.test.ts', 'app/**/*.test.ts', 'tests/*.test.ts'],
  },
  { name: 'simulate', include: ['tests/simulate/**/*.test.ts'] },
  { name: 'engine', include: ['tests/engine/**/*.test.ts', 'tests/hostile/**/*.test.ts'], demo: true },
  { name: 'faults', include: ['tests/faults/**/*.test.ts'], browser: true, demo: true },
  { name: 'browser', include: ['tests/{days,demo,kinds}/**/*.test.ts'], browser: true, demo: true },
]

export default defineConfig({
  test: {
    projects: projects.map(({ name, include, browser, demo }) => ({
      test: {
        name,
        include,
        testTimeout: browser ? 180_000 : 120_000,
        hookTimeout: 60_000,
        // Vitest would leave one of two cores free. A browser fills both by itself.
        maxWorkers: browser ? 1 : 2,
        ...(demo ? { globalSetup: ['tests/support/shared-demo.ts'] } : {}),
      },
    })),
  },
})
