import type { Column, Row, Value } from '@/api/table'
import { isFigure } from '@/format'

export interface SortKey {
  name: string
  isDescending: boolean
}

/** Reads an order as the API writes it: -written_premium,state. */
export function parseSort(sort: string): SortKey[] {
  return sort
    .split(',')
    .filter((part) => part !== '' && part !== '-')
    .map((part) => ({ name: part.replace(/^-/, ''), isDescending: part.startsWith('-') }))
}

/**
 * The order after a click on a column's head: figures from the largest, names from the first; another click turns it round.
 * @param isAdded The column orders only what those before leave equal.
 */
export function nextSort(sort: string, column: Pick<Column, 'name' | 'kind'>, isAdded = false): string {
  const keys = parseSort(sort)
  const at = keys.findIndex((key) => key.name === column.name)
  const next = { name: column.name, isDescending: at >= 0 && (at === 0 || isAdded) ? !keys[at]!.isDescending : isFigure(column) }
  return writeSort(!isAdded ? [next] : at < 0 ? [...keys, next] : keys.with(at, next))
}

const writeSort = (keys: readonly SortKey[]) => keys.map((key) => `${key.isDescending ? '-' : ''}${key.name}`).join(',')

/**
 * Sorts rows that are all here, as the server sorts: missing values last either way.
 * @param valueOf What a row is sorted by, where that is not what it shows.
 */
export function sortRows(
  rows: readonly Row[],
  sort: string,
  valueOf: (row: Row, name: string) => Value = (row, name) => row[name] ?? null,
): readonly Row[] {
  const keys = parseSort(sort)
  if (!keys.length) return rows
  return [...rows].sort((left, right) => {
    for (const { name, isDescending } of keys) {
      const order = compare(valueOf(left, name), valueOf(right, name), isDescending)
      if (order !== 0) return order
    }
    return 0
  })
}

function compare(left: Value, right: Value, isDescending: boolean): number {
  if (left === null || right === null) return left === right ? 0 : left === null ? 1 : -1
  const order = left < right ? -1 : left > right ? 1 : 0
  return isDescending ? -order : order
}
