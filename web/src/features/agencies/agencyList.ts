import type { Row } from '@/api/table'
import { parseSort, sortRows } from '@/sorting'

/** What stands for agencies that have no value, in filters of the API. */
export const NONE = 'none'

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
  if (!parseSort(sort).some((key) => key.name === 'agency_size')) return sortRows(rows, sort)
  const places = new Map(sizes.map((size, place) => [size, place]))
  const ranked = rows.map((row) => ({ ...row, agency_size: places.get(String(row['agency_size'])) ?? null }))
  const byRank = new Map(ranked.map((rank, index) => [rank as Row, rows[index]!]))
  return sortRows([...byRank.keys()], sort).map((rank) => byRank.get(rank)!)
}

/** The values of a column, each once and in order, those without one as `none` at the end. */
export function valuesOf(rows: readonly Row[], name: string): string[] {
  const values = [...new Set(rows.map((row) => row[name] ?? null))]
  const known = values.filter((value) => value !== null)
  known.sort((left, right) => (left < right ? -1 : 1))
  return [...known.map(String), ...(known.length < values.length ? [NONE] : [])]
}
