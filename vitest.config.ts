import { defineConfig } from 'vitest/config'

const unit = ['domain/**/*.test.ts', 'sync-server/**/*.test.ts', 'app/**/*.test.ts', 'tests/*.test.ts']

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: unit, testTimeout: 120_000 } },
      {
        test: {
          name: 'engine',
          include: ['tests/engine/**/*.test.ts', 'tests/faults/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['tests/days/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
