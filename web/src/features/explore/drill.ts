import type { Value } from '@/api/table'
import type { Measure } from '@/composables/useCatalog'
import { measureOf, partOf } from './figures'
import { both, dayAfter, monthDays, yearBefore, yearDays, yearsBefore, type Days } from './period'
import type { Path, PivotColumn } from './pivot'
import type { Question } from './question'

/** Where the rows behind a figure are listed. */
export interface Place {
  name: 'details' | 'claims' | 'policies'
  query: Record<string, string>
}

/** Why rows cannot be listed, as the key of a sentence. */
export type WhyNot = 'months' | 'years' | 'noAgency' | 'name'

type Filters = Record<string, string>

/** The list of the rows behind a cell: its members and the question's own filters, named as the API names them. */
export function drillTo(question: Question, row: Path, column: Pick<PivotColumn, 'path' | 'figure'>): Place | WhyNot {
  const members: [string, Value][] = [
    ...row.map((member, level): [string, Value] => [question.rows[level]!, member]),
    ...column.path.map((member, level): [string, Value] => [question.columns[level]!, member]),
  ]
  if (members.some(([, member]) => typeof member === 'string' && /^!|,/.test(member))) return 'name'
  const filters: Filters = {}
  const own = new Map(members)
  for (const name of question.dataset.isOfBook ? BOOK : STAR) {
    const given = question.params[name]
    const member = own.get(name)
    const text = own.has(name) ? String(member ?? 'none') : Array.isArray(given) ? given.join(',') : String(given ?? '')
    if (text) filters[name] = text
  }
  const days = { from: String(question.params['from'] ?? ''), to: String(question.params['to'] ?? '') }
  const isPrior = partOf(column.figure.name) === 'prior'
  if (question.dataset.isOfBook) {
    const measure = question.measures.find(({ name }) => name === measureOf(column.figure.name))!
    return bookPlace(question, measure, filters, isPrior ? before(filters, days) : days)
  }
  return { name: 'details', query: starQuery(filters, isPrior ? before(filters, days) : days) }
}

/** What the lists can be filtered by. Rows of the files have quotes of all platforms, so these are none of it. */
const STAR = [
  'agency',
  'primary_agency',
  'product',
  'product_line',
  'state',
  'year',
  'vendor',
  'appointment_decade',
  'agency_size',
]
const BOOK = ['agency', 'product', 'product_line', 'state', 'cause', 'status', 'year', 'month']

/** Moves the years of the filters back by one; returns the days, moved too. */
function before(filters: Filters, days: Days): Days {
  if (filters['year']) filters['year'] = yearsBefore(filters['year'])
  return { from: yearBefore(days.from), to: yearBefore(days.to) }
}

/** Years and dates exclude each other in the API. */
function starQuery({ year, ...filters }: Filters, days: Days): Filters {
  if (!days.from && !days.to) return year ? { ...filters, year } : filters
  return { ...filters, ...withoutOpenEnds(year ? both(days, yearDays(Number(year))) : days) }
}

const withoutOpenEnds = ({ from, to }: Days): Filters => ({ ...(from && { from }), ...(to && { to }) })

function bookPlace(question: Question, measure: Measure, { year, month, ...filters }: Filters, days: Days): Place | WhyNot {
  if (filters['agency'] === 'none') return 'noAgency'
  let period = days
  if (year && !/^\d{4}$/.test(year)) return 'years'
  if (month) {
    const single = year ?? (days.from.slice(0, 4) === days.to.slice(0, 4) ? days.from.slice(0, 4) : '')
    if (!single || !/^\d{1,2}$/.test(month)) return 'months'
    period = both(days, monthDays(Number(single), Number(month)))
  } else if (year) period = both(days, yearDays(Number(year)))

  const { product_line: productLine, cause, ...rest } = filters
  const asOf = String(question.params['asOf'] ?? '')
  const shared: Filters = { ...rest, ...(productLine && { productLine }), ...(asOf && { asOf }) }
  const isOfPolicies = measure.dimensions.includes('status') && !measure.dimensions.includes('cause')
  return isOfPolicies
    ? { name: 'policies', query: { ...policyDays(measure, period, shared['status'] === undefined), ...shared } }
    : { name: 'claims', query: { ...shared, ...(cause && { cause }), ...lossDays(period) } }
}

const lossDays = ({ from, to }: Days): Filters => ({ ...(from && { lossFrom: from }), ...(to && { lossTo: to }) })

/** Policies that cover a day of the period; of a balance, its last day. */
function policyDays({ kind }: Measure, { from, to }: Days, addsStatus: boolean): Filters {
  const first = kind === 'balance' ? to : from
  const status = kind === 'balance' && !to ? 'in_force' : '!quoted'
  return {
    ...(addsStatus && { status }),
    ...(to && { inceptionTo: to }),
    ...(first && { expiryFrom: dayAfter(first) }),
  }
}
