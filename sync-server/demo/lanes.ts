import divisions from '../../domain/data/zhangdian-divisions.json' with { type: 'json' }
import { plotsIn } from './plots.ts'

/** The programme of the article: 47 villages get lights in their lanes, in 39 of them they burn. */
const VILLAGES = 47
const LAMPS = 12

/** Lane lights of a village; the shape is invented, as all of them. */
export type Lane = {
  readonly unit: string
  readonly name: string
  readonly lit: boolean
  readonly lamps: number
  readonly length: number
  readonly shape: { readonly type: 'LineString'; readonly coordinates: readonly (readonly [number, number])[] }
}

/** The lanes of the programme, one of each village; those still under construction lie between the lit ones. */
export function programmeLanes(): readonly Lane[] {
  const villages = divisions.streets
    .flatMap((street) => street.units)
    .filter(({ kind }) => kind === 'villagers_committee')
    .slice(0, VILLAGES)
  return villages.map(({ code, shortName }, i): Lane => {
    const [a, b] = plotsIn(code, 2)
    if (!a || !b) throw new Error(`demo: no lane in ${code}`)
    // Eight of the 47 are dark: each sixth one, as long as there are any.
    const dark = i % 6 === 5 || i === VILLAGES - 1
    return {
      unit: code,
      name: `${shortName}中心巷`,
      lit: !dark,
      lamps: LAMPS + (i % 9),
      length: 260 + (i % 7) * 40,
      shape: {
        type: 'LineString',
        coordinates: [
          [a.lon, a.lat],
          [b.lon, b.lat],
        ],
      },
    }
  })
}
