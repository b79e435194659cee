import { describe, expect, it } from 'vitest'
import { asPerson, newEventId, recordOf } from './ids.ts'
import { seeded } from './random.ts'
import { spotSample } from './spot-check.ts'

const me = asPerson('p-officer1')
const random = seeded(4)
const visits = Array.from({ length: 4000 }, (_, i) => ({
  id: recordOf(newEventId(1_790_000_000_000 + i * 60_000, random.next)),
  createdBy: i % 3 === 0 ? me : asPerson('p-police1'),
}))

describe('[DOOR7] the sample of visits', () => {
  it('is the same whoever asks, in any order, of any part; about one of eight', () => {
    const all = new Set(spotSample(visits, me).map(({ id }) => id))
    const others = visits.filter(({ createdBy }) => createdBy !== me).length
    expect(all.size / others).toBeGreaterThan(0.08)
    expect(all.size / others).toBeLessThan(0.17)
    const half = spotSample([...visits].reverse().slice(0, 1500), me)
    expect(half.every(({ id }) => all.has(id))).toBe(true)
    expect(spotSample(visits.slice(0, 10), me).length + spotSample(visits.slice(10), me).length).toBe(all.size)
  })
  it('holds nothing of the checker’s own', () => {
    expect(spotSample(visits, me).some(({ createdBy }) => createdBy === me)).toBe(false)
  })
})
