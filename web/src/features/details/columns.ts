import type { Column } from '@/api/table'

/** What names a row, and where it comes from: always asked for. */
export const KEY_COLUMNS = ['agency', 'product', 'state', 'year', 'loadId', 'sourceLine'] as const

/** What is shown where nothing else is chosen. */
export const USUAL_COLUMNS: readonly string[] = [
  'agency',
  'product_line',
  'product',
  'state',
  'year',
  'months',
  'policies_in_force',
  'new_business_premium',
  'written_premium',
  'earned_premium',
  'incurred_losses',
  'loss_ratio',
]

/** The groups of columns in their order; a column belongs to the first that takes it. */
const GROUPS: readonly (readonly [name: string, takes: RegExp])[] = [
  ['key', /^(agency|product|product_line|state|year|months)$/],
  ['premium', /_premium$/],
  ['losses', /^(incurred_losses|loss_ratio.*|growth_rate_3yr)$/],
  ['policies', /(policies|policies_in_force|retention_ratio)$/],
  ['agency', /^(primary_agency|agency_size|vendor.*|appointment_.*|active_producers|m(ax|in)_age)$/],
  ['modules', /_(start|end)_year$/],
  ['quotes', /_(quoted|bound)$/],
  ['source', /^(loadId|sourceLine)$/],
  ['other', /./],
]

export interface ColumnGroup {
  name: string
  columns: Column[]
}

/** All columns in groups. */
export function grouped(columns: readonly Column[]): ColumnGroup[] {
  const groupOf = ({ name }: Column) => GROUPS.find(([, takes]) => takes.test(name))![0]
  return GROUPS.map(([name]) => ({ name, columns: columns.filter((column) => groupOf(column) === name) })).filter(
    (group) => group.columns.length,
  )
}

/** The chosen columns that there are; the usual ones if none is. */
export function chosenColumns(chosen: readonly string[], known: readonly Column[]): readonly string[] {
  const there = chosen.filter((name) => known.some((column) => column.name === name))
  return there.length ? there : USUAL_COLUMNS
}

/** The columns after one was chosen or left out: in the order of the groups where they stood so, else at the end. */
export function withColumn(chosen: readonly string[], name: string, isShown: boolean, known: readonly Column[]): string[] {
  if (!isShown) return chosen.filter((other) => other !== name)
  const order = grouped(known).flatMap((group) => group.columns.map((column) => column.name))
  const before = new Set(order.slice(0, order.indexOf(name)))
  const after = chosen.findLastIndex((other) => before.has(other))
  return [...chosen.slice(0, after + 1), name, ...chosen.slice(after + 1)]
}

/** An order without columns that there are not. */
export function knownSort(sort: string, known: readonly Column[]): string {
  const names = new Set(known.map((column) => column.name))
  return sort
    .split(',')
    .filter((part) => names.has(part.replace(/^-/, '')))
    .join(',')
}
