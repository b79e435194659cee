import { simulateSeeds } from './seeds.ts'

simulateSeeds(26, 50)
