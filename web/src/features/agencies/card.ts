import type { Schemas } from '@/api/client'
import type { Column, Row } from '@/api/table'

export type AgencyCard = Schemas['Agency']
export type CoveredYear = Schemas['Catalog']['years'][number]

/** How a figure differs from that of the year before: in percent of it, in percentage points, or in its own unit. */
export interface Change {
  kind: 'percent' | 'points' | 'amount'
  value: number
  /** Whether that is good news; null if it is neither. */
  isGood: boolean | null
}

export interface KeyFigure {
  column: Column
  value: number | null
  change: Change | null
}

/** The key figures in their order, each with whether more is better. */
const KEY_FIGURES: readonly (readonly [name: string, isMoreBetter: boolean])[] = [
  ['written_premium', true],
  ['premium_growth', true],
  ['new_business_premium', true],
  ['loss_ratio', false],
  ['underwriting_result', true],
  ['retention_ratio', true],
  ['policies_in_force', true],
]

const numberOf = (row: Row | undefined, name: string) => (typeof row?.[name] === 'number' ? row[name] : null)

/** The year that a card tells of: that in which agencies are compared, or the last complete one in which the agency wrote business before. */
export function yearTold(card: AgencyCard, covered: readonly CoveredYear[]): number | null {
  const complete = new Set(covered.filter((year) => year.isComplete).map((year) => year.year))
  const years = (card.years.rows as Row[]).map((row) => Number(row['year'])).filter((year) => complete.has(year))
  if (card.comparedIn !== null && years.includes(card.comparedIn)) return card.comparedIn
  return years.length ? Math.max(...years) : null
}

/** The key figures of a year, and how they differ from the year before where that is complete. */
export function keyFigures(card: AgencyCard, year: number, covered: readonly CoveredYear[]): KeyFigure[] {
  const rows = card.years.rows as Row[]
  const rowOf = (wanted: number) => rows.find((row) => row['year'] === wanted)
  const isPriorComplete = covered.some((other) => other.year === year - 1 && other.isComplete)
  const [now, before] = [rowOf(year), isPriorComplete ? rowOf(year - 1) : undefined]
  return KEY_FIGURES.flatMap(([name, isMoreBetter]) => {
    const column = card.years.columns.find((candidate) => candidate.name === name)
    if (!column) return []
    const value = numberOf(now, name)
    return [{ column, value, change: changeOf(column, value, numberOf(before, name), isMoreBetter) }]
  })
}

/** A percentage of what is not above zero says nothing: then the difference is given. */
export function changeOf(
  column: Pick<Column, 'unit' | 'name'>,
  now: number | null,
  before: number | null,
  isMoreBetter: boolean,
): Change | null {
  if (now === null || before === null) return null
  const difference = now - before
  const isGood = difference === 0 ? null : difference > 0 === isMoreBetter
  if (column.unit === 'ratio') return { kind: 'points', value: difference, isGood }
  if (column.name === 'underwriting_result' || before <= 0) return { kind: 'amount', value: difference, isGood }
  return { kind: 'percent', value: difference / before, isGood }
}

/** A vendor's module that the agency uses, or used, and since or from when. */
export interface ModuleUse {
  module: 'pl' | 'cl' | 'commissions' | 'activity_notes'
  from: number
  to: number | null
}

/** The vendor modules of an agency, the first used first. */
export function modulesOf(agency: Row): ModuleUse[] {
  return (['pl', 'cl', 'commissions', 'activity_notes'] as const)
    .flatMap((module) => {
      const from = numberOf(agency, `${module}_start_year`)
      return from === null ? [] : [{ module, from, to: numberOf(agency, `${module}_end_year`) }]
    })
    .sort((left, right) => left.from - right.from)
}

/** A product line with its sums, and its products, the largest first. */
export interface LineOfProducts {
  line: string
  sums: Row | undefined
  products: readonly Row[]
}

export function byLine(products: readonly Row[], lines: readonly Row[]): LineOfProducts[] {
  const names = [...new Set(products.map((row) => String(row['product_line'])))]
  return names.map((line) => ({
    line,
    sums: lines.find((row) => row['product_line'] === line),
    products: products
      .filter((row) => row['product_line'] === line)
      .sort((left, right) => (numberOf(right, 'written_premium') ?? 0) - (numberOf(left, 'written_premium') ?? 0)),
  }))
}
