import { feature } from 'topojson-client'
import type { GeometryCollection } from 'topojson-specification'
import atlas from 'us-atlas/states-albers-10m.json'

export interface Box {
  x0: number
  y0: number
  x1: number
  y1: number
}

export interface Shape {
  /** Two letters. */
  code: string
  path: string
  box: Box
  /** Where its label stands: the middle of its largest part. */
  center: readonly [x: number, y: number]
}

/** Postal codes in the order of the FIPS codes 01 to 56, which have gaps. */
const CODES =
  'AL AK . AZ AR CA . CO CT DE DC FL GA . HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA . RI SC SD TN TX UT VT VA . WA WV WI WY'.split(
    ' ',
  )

type Ring = readonly (readonly number[])[]

/** Twice the area of a ring and its centroid. */
function middle(ring: Ring) {
  let [area, x, y] = [0, 0, 0]
  for (let index = 1; index < ring.length; index++) {
    const [[x0 = 0, y0 = 0], [x1 = 0, y1 = 0]] = [ring[index - 1]!, ring[index]!]
    const cross = x0 * y1 - x1 * y0
    area += cross
    x += (x0 + x1) * cross
    y += (y0 + y1) * cross
  }
  return { area: Math.abs(area), center: [x / (3 * area), y / (3 * area)] as const }
}

function shapeOf(code: string, polygons: readonly (readonly Ring[])[]): Shape {
  const rings = polygons.flat()
  const points = rings.flat()
  const [xs, ys] = [points.map(([x = 0]) => x), points.map(([, y = 0]) => y)]
  const largest = rings.map(middle).reduce((left, right) => (right.area > left.area ? right : left))
  return {
    code,
    path: rings.map((ring) => `M${ring.map(([x = 0, y = 0]) => `${x.toFixed(2)},${y.toFixed(2)}`).join('L')}Z`).join(''),
    box: { x0: Math.min(...xs), y0: Math.min(...ys), x1: Math.max(...xs), y1: Math.max(...ys) },
    center: largest.center,
  }
}

/** The states of the USA, drawn (Albers' projection; Census Bureau, by way of us-atlas). */
export const SHAPES: readonly Shape[] = feature(atlas, atlas.objects['states'] as GeometryCollection).features.flatMap(
  ({ id, geometry }) => {
    const code = CODES[Number(id) - 1]
    if (!code || code === '.') return []
    if (geometry.type === 'Polygon') return [shapeOf(code, [geometry.coordinates])]
    return geometry.type === 'MultiPolygon' ? [shapeOf(code, geometry.coordinates)] : []
  },
)

const all = (shapes: readonly Shape[]): Box => ({
  x0: Math.min(...shapes.map(({ box }) => box.x0)),
  y0: Math.min(...shapes.map(({ box }) => box.y0)),
  x1: Math.max(...shapes.map(({ box }) => box.x1)),
  y1: Math.max(...shapes.map(({ box }) => box.y1)),
})

/** What is in sight when some states fill a frame of so many pixels, with a little room around. */
export function sightOf(states: readonly Shape[], width: number, height: number): Box {
  const box = all(states.length ? states : SHAPES)
  const scale = 1.06 * Math.max((box.x1 - box.x0) / width, (box.y1 - box.y0) / height)
  const [x, y] = [(box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2]
  return { x0: x - (width * scale) / 2, y0: y - (height * scale) / 2, x1: x + (width * scale) / 2, y1: y + (height * scale) / 2 }
}

export const overlaps = (left: Box, right: Box) =>
  left.x0 < right.x1 && right.x0 < left.x1 && left.y0 < right.y1 && right.y0 < left.y1
