import type { Card } from '../../domain/deadline.ts'
import type { LatLon } from '../../domain/record/geometry.ts'

/** `home` ring, `facility` small square, `task` filled square, `stop` numbered ring of a walk, `written` filled circle. */
export type Look = 'home' | 'facility' | 'task' | 'stop' | 'written'
export type MapMark = LatLon & {
  readonly id: string
  readonly look: Look
  /** What it is, read out and shown beside the mark when it is chosen. */
  readonly label: string
  /** Inside the mark: a number, such as the homes of a building; gathered marks show their sum. */
  readonly count?: number
  readonly card?: Card
  /** Its name stands beside it although nobody chose it. */
  readonly named?: boolean
}

/** Marks that share a square of the screen; one alone is itself. */
export type Cluster = LatLon & { readonly marks: readonly MapMark[] }

/** Above this many things on the map they are gathered, never into a heat map of persons. */
const TOO_MANY = 200
/** Pixels of the squares in which marks are gathered, and closer than which homes cover each other. */
const SQUARE = 64
const TOUCHING = 22

type Flat = { readonly x: number; readonly y: number }

/**
 * What is drawn for the marks in sight: homes that would cover each other are gathered in squares of the screen; where
 * there are still too many, so are facilities, and at last the tasks. The chosen mark always stands alone.
 */
export function clustersOf(
  marks: readonly MapMark[],
  toScreen: (mark: LatLon) => Flat,
  chosen: string | undefined,
): readonly Cluster[] {
  const homes = marks.filter((mark) => mark.look === 'home')
  const crowded = gather(homes, toScreen, TOUCHING).some((cluster) => cluster.marks.length > 1)
  const steps: readonly (readonly Look[])[] = [['home'], ['home', 'facility'], ['home', 'facility', 'task']]
  let drawn = marks.map(alone)
  for (const looks of steps) {
    if (drawn.length <= TOO_MANY && !(crowded && looks.length === 1)) break
    const gathers = (mark: MapMark) => looks.includes(mark.look) && mark.id !== chosen
    const squares = looks.flatMap((look) =>
      gather(
        marks.filter((mark) => mark.look === look && gathers(mark)),
        toScreen,
        SQUARE,
      ),
    )
    drawn = [...squares, ...marks.filter((mark) => !gathers(mark)).map(alone)]
  }
  return drawn
}

const alone = (mark: MapMark): Cluster => ({ lat: mark.lat, lon: mark.lon, marks: [mark] })

function gather(marks: readonly MapMark[], toScreen: (mark: LatLon) => Flat, size: number): readonly Cluster[] {
  const squares = Map.groupBy(marks, (mark) => {
    const { x, y } = toScreen(mark)
    return `${Math.floor(x / size)}:${Math.floor(y / size)}`
  })
  return [...squares.values()].map((inside) => ({
    lat: inside.reduce((sum, mark) => sum + mark.lat, 0) / inside.length,
    lon: inside.reduce((sum, mark) => sum + mark.lon, 0) / inside.length,
    marks: inside,
  }))
}

type Box = Flat & { readonly w: number; readonly h: number }
/** The labels that fit beside each other, in the order of their weight. Boxes are centred on `x`, `y` (pixels). */
export function fitting<T extends Box>(boxes: readonly T[]): readonly T[] {
  const kept: T[] = []
  for (const box of boxes) {
    const free = kept.every(
      (other) => Math.abs(other.x - box.x) * 2 >= other.w + box.w || Math.abs(other.y - box.y) * 2 >= other.h + box.h,
    )
    if (free) kept.push(box)
  }
  return kept
}
