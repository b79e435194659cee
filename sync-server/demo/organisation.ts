import { asPerson } from '../../domain/ids.ts'
import { switches } from '../../domain/switches.ts'
import type { Organisation } from '../people/organisation.ts'
import { departments } from './areas.ts'

/** What the demo's office is beside its people: departments under the district, and the switches with their ground. */
export function addOrganisation(organisation: Organisation, from: number): void {
  for (const [code, name] of departments) organisation.addArea({ code, name, level: 'department' })
  for (const { id, books } of switches)
    for (const book of books)
      organisation.setSwitch({ id, book, area: '370303', on: true, ground: GROUND, from }, asPerson('p-admin'))
}

const GROUND = '示例：承包合同约定，仅用于演示。'
