import { MINUTE } from '../../domain/clock.ts'
import { begin, live, restoreGrant, strike } from './befall.ts'
import { checkLog, checkMoment, checkRest } from './check-world.ts'
import { createWorld, type World } from './world.ts'

export type Outcome = {
  readonly seed: number
  readonly digest: string
  readonly counts: { readonly [what: string]: number }
}
/** Why a seed failed, with the last things that happened in it. */
export class Failed extends Error {
  readonly trace: readonly string[]
  constructor(seed: number, error: unknown, trace: readonly string[]) {
    super(
      `npm run simulate -- --seed ${seed}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    )
    this.trace = trace
  }
}

/** One world from its seed: `steps` rounds, in each of which every phone does something, then peace, and a look at all of it. */
export async function simulate(seed: number, steps: number): Promise<Outcome> {
  const world = createWorld(seed)
  try {
    world.server.start()
    for (const phone of world.phones) begin(world, phone)
    for (let step = 0; step < steps; step++) {
      for (const phone of world.phones) live(world, phone)
      await strike(world)
      await world.schedule.advance(world.random.next() ** 3 * 20_000)
      world.stopIfFailed()
      checkMoment(world)
    }
    await rest(world)
    await checkRest(world)
    world.server.kill()
    world.server.start()
    await checkLog(world)
    const { size } = new Set([...world.stored.values()].flatMap((room) => [...room.keys()]))
    return { seed, digest: world.digest(), counts: { ...world.counts, events: size } }
  } catch (error) {
    throw new Failed(seed, error, world.trace())
  } finally {
    world.server.forget()
  }
}

/** Peace: everybody comes back, and the day goes on until nothing moves any more. */
async function rest(world: World): Promise<void> {
  world.note('peace')
  for (const phone of world.phones) {
    phone.full = false
    phone.online = true
    const [grant] = world.grants.get(phone.person) ?? []
    // In some worlds one stays away; but a server that was put back needs everybody's copy.
    if (grant?.to !== undefined && (world.seed % 4 !== 0 || world.restores)) restoreGrant(world, phone)
  }
  for (let round = 0; round < 8; round++) {
    world.server.start()
    for (const phone of world.phones) {
      if (phone.isOn) phone.core?.wake()
      else begin(world, phone)
    }
    await world.schedule.advance(2 * MINUTE)
    world.stopIfFailed()
  }
}
