import type { Row } from '@/api/table'

/** As many agencies are compared at most: those that earned most. Of small ones a ratio says little. */
export const MOST_COMPARED = 200
const FEW = 10

/**
 * The least premium that an agency earns to be compared: a number of two digits and zeros, above which lie the larger half of the agencies, though no
 * more than `MOST_COMPARED`. 0 where there are few agencies, which are all compared.
 * @param earned What agencies earned, from the largest: of all, or of the `MOST_COMPARED` largest.
 * @param count How many agencies there are.
 */
export function floorOf(earned: readonly number[], count: number): number {
  if (count <= FEW) return 0
  const last = earned[Math.min(MOST_COMPARED, Math.ceil(count / 2), earned.length) - 1] ?? 0
  if (last <= 0) return 0
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(last)) - 1)
  const rounded = Math.ceil(last / unit) * unit
  return rounded <= earned[0]! ? rounded : last
}

/** The best and the worst rows by a measure, no row in both; rows without it are left out. */
export function extremes(rows: readonly Row[], measure: string, moreIsBetter: boolean, most = 5): { best: Row[]; worst: Row[] } {
  const value = (row: Row) => row[measure] as number
  const known = rows.filter((row) => typeof row[measure] === 'number').sort((left, right) => value(left) - value(right))
  if (moreIsBetter) known.reverse()
  return {
    best: known.slice(0, Math.min(most, Math.ceil(known.length / 2))),
    worst: known.slice(known.length - Math.min(most, Math.floor(known.length / 2))).reverse(),
  }
}
