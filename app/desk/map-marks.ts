import type { RecordRow } from '../../domain/api.ts'
import type { Card } from '../../domain/deadline.ts'
import { kindOf, type Lang, stateOf } from '../../domain/kinds/registry.ts'
import type { LatLon } from '../../domain/record/geometry.ts'
import type { MapMark } from '../map/marks.ts'
import { pointOf } from '../state/point.ts'

/** What stands at one point of the map: a building with its homes, or a facility with what is open about it. */
export type Spot = LatLon & {
  readonly id: string
  readonly look: 'home' | 'facility' | 'task'
  readonly title: string
  readonly rows: readonly RecordRow[]
  readonly card: Card
}

const placeOf = (row: RecordRow): LatLon | undefined => {
  const kind = kindOf(row.kind)
  return kind && pointOf(kind, row.fields)
}

/** Until its last step was made. */
export const isOpen = (row: RecordRow): boolean => {
  const kind = kindOf(row.kind)
  return kind !== undefined && !stateOf(kind, row.state)?.final
}

/** Homes at one point are one building; it is named by what the addresses begin with. */
export function buildingsOf(homes: readonly RecordRow[], lang: Lang): readonly Spot[] {
  const places = Map.groupBy(homes, (row) => {
    const point = placeOf(row)
    return point ? `${point.lat},${point.lon}` : ''
  })
  return [...places].flatMap(([key, rows]): Spot[] => {
    const [first] = rows
    const point = first && placeOf(first)
    if (!first || !point) return []
    const title = first.title[lang].split(' ')[0] ?? ''
    return [{ id: `at:${key}`, ...point, look: 'home', title, rows, card: 'none' }]
  })
}

export const worstCard = (rows: readonly RecordRow[]): Card =>
  (['red', 'yellow'] as const).find((card) => rows.some((row) => row.card === card)) ?? 'none'

/** Facilities, each with the open records whose subject it is. */
export function facilitiesOf(assets: readonly RecordRow[], open: readonly RecordRow[], lang: Lang): readonly Spot[] {
  const about = Map.groupBy(open, subjectOf)
  return assets.flatMap((row): Spot[] => {
    const point = placeOf(row)
    if (!point) return []
    const rows = about.get(row.id) ?? []
    const look = rows.length > 0 ? 'task' : 'facility'
    return [
      {
        id: row.id,
        ...point,
        look,
        title: row.title[lang],
        rows: rows.length > 0 ? rows : [row],
        card: worstCard(rows),
      },
    ]
  })
}

/** The record that a record is about. */
export function subjectOf(row: RecordRow): string {
  const field = kindOf(row.kind)?.subject
  return field === undefined ? '' : String(row.fields[field] ?? '')
}

export const markOf = ({ id, lat, lon, look, title, rows, card }: Spot): MapMark => ({
  id,
  lat,
  lon,
  look,
  label: title,
  card,
  ...(look === 'facility' ? {} : { count: rows.length }),
})
