import type { Row, Value } from '@/api/table'
import { sortRows } from '@/sorting'

/** The agencies whose number begins as typed. */
export function findAgencies(rows: readonly Row[], typed: string): readonly Row[] {
  const begin = typed.trim()
  return begin === '' ? rows : rows.filter((row) => String(row['agency']).startsWith(begin))
}

/** The same as a filter of the API: 12 is 12,120..129,1200..1299 and so on. Undefined if no number begins so. */
export function numbersThatBegin(typed: string): string | undefined {
  const begin = typed.trim()
  if (!/^[1-9]\d{0,8}$/.test(begin)) return undefined
  const ranges = Array.from({ length: 9 - begin.length }, (_, index) => {
    const factor = 10 ** (index + 1)
    return `${Number(begin) * factor}..${(Number(begin) + 1) * factor - 1}`
  })
  return [begin, ...ranges].join(',')
}

/** Sorts as the server would: bands of size from small to large, not by their letters. */
export function sortAgencies(rows: readonly Row[], sort: string, sizes: readonly string[]): readonly Row[] {
  const places = new Map<Value, number>(sizes.map((size, place) => [size, place]))
  return sortRows(rows, sort, (row, name) => (name === 'agency_size' ? places.get(row[name]!) : row[name]) ?? null)
}
