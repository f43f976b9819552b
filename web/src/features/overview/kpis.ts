import type { Row, Value } from '@/api/table'

export interface CoveredYear {
  year: number
  firstMonth: number
  lastMonth: number
  isComplete: boolean
}

/** The figures of the tiles, in their order; the hit ratio, which knows no years, follows. */
export const KPIS = [
  'written_premium',
  'earned_premium',
  'new_business_premium',
  'premium_growth',
  'loss_ratio',
  'retention_ratio',
  'policies_in_force',
] as const

export interface Change {
  /** Of amounts and counts a share of the prior value, of ratios the difference. */
  value: number
  direction: 'up' | 'down' | 'level'
  /** Whether it is good news; not said where neither is, or where unlike is compared with unlike. */
  judgement: 'good' | 'bad' | undefined
}

const number = (value: Value | undefined) => (typeof value === 'number' ? value : null)

/** How a measure changed against the prior year; undefined if that cannot be said. */
export function changeOf(
  row: Row | undefined,
  measure: string,
  unit: string | null | undefined,
  moreIsBetter: boolean | null | undefined,
  isLikeForLike = true,
): Change | undefined {
  const [prior, change] = [number(row?.[`${measure}_prior`]), number(row?.[`${measure}_change`])]
  if (prior === null || change === null) return undefined
  if (unit !== 'ratio' && prior <= 0) return undefined
  const exact = unit === 'ratio' ? change : change / prior
  // What is shown as 0.0 is no change.
  const value = Math.abs(exact) < 0.0005 ? 0 : exact
  const direction = value > 0 ? 'up' : value < 0 ? 'down' : 'level'
  const isJudged = isLikeForLike && direction !== 'level' && typeof moreIsBetter === 'boolean'
  return { value, direction, judgement: isJudged ? ((direction === 'up') === moreIsBetter ? 'good' : 'bad') : undefined }
}

/** The years that are shown where none are chosen: the latest complete one, or the latest if none is complete. */
export function usualYear(years: readonly CoveredYear[]): string {
  return String(years.findLast(({ isComplete }) => isComplete)?.year ?? years.at(-1)?.year ?? '')
}

/** Whether each year is compared with one that has all its months. */
export function isLikeForLike(chosen: readonly number[], years: readonly CoveredYear[]): boolean {
  const of = (year: number) => years.find((covered) => covered.year === year)
  return chosen.every((year) => {
    const [now, before] = [of(year), of(year - 1)]
    return !now || !before || (before.firstMonth <= now.firstMonth && before.lastMonth >= now.lastMonth)
  })
}
