import { createSignal } from 'solid-js'

/** A village or community of the district, with the street that it belongs to. */
export type Unit = {
  readonly code: string
  readonly name: string
  readonly street: string
  readonly streetName: string
}

const [units, setUnits] = createSignal<readonly Unit[]>([])
let asked = false

/** The units of the district; empty until their file is here (it is a part of its own of the app, kept offline). */
export function allUnits(): readonly Unit[] {
  if (!asked) {
    asked = true
    void import('../../domain/data/geo/areas.json').then((file) =>
      setUnits(
        file.default.features.map(({ properties: { code, shortName, street, streetName } }) => ({
          code,
          name: shortName,
          street,
          streetName,
        })),
      ),
    )
  }
  return units()
}

/** The district that this deployment is for (`domain/data/zhangdian-divisions.json`). */
export const DISTRICT = { code: '370303', name: '张店区' } as const

/** The name of a unit, street or the district; nothing until the names are here, the code for any other. */
export function areaName(code: string): string {
  const own = allUnits().find((unit) => unit.code === code)
  if (code === DISTRICT.code) return DISTRICT.name
  if (allUnits().length === 0) return ''
  return own?.name ?? allUnits().find((unit) => unit.street === code)?.streetName ?? code
}

/** What lies directly below an area: the streets of the district, the units of a street. */
export function areasBelow(code: string): readonly { readonly code: string; readonly name: string }[] {
  const inside = allUnits().filter((unit) => unit.code.startsWith(code) && unit.code !== code)
  if (code.length >= 9) return inside.map(({ code: unit, name }) => ({ code: unit, name }))
  return [...new Map(inside.map((unit) => [unit.street, { code: unit.street, name: unit.streetName }])).values()]
}
