import divisions from '../../domain/data/zhangdian-divisions.json' with { type: 'json' }
import { SIBAO, VILLAGE } from './accounts.ts'

const NEIGHBOURS = 5

/** The villages beside village1's whose households are on the register. */
export const neighbours: readonly string[] = (divisions.streets.find(({ code }) => code === SIBAO)?.units ?? [])
  .map(({ code }) => code)
  .filter((code) => code > VILLAGE)
  .slice(0, NEIGHBOURS)

/** The short name of a village's clerk. */
export const clerkOf = (village: string): string => (village === VILLAGE ? 'village1' : `village-${village}`)
