import type { Schemas } from '@/api/client'
import { FILTER_FIELDS, FILTER_NAMES, type Filters } from '@/filters'
import { day, list, oneOf, text, type Field, type Fields } from '@/urlState'
import { CHART_CHOICES, type ChartChoice } from './chartChoice'
import { parseCondition } from './conditions'
import { DATASET_NAMES, DATASETS, dimensionsOf, measuresOf, type DatasetName } from './datasets'
import type { Path } from './pivot'
import type { Given } from './question'

/** The filters that only some data sets have, beside those that all pages of figures share. */
export const OWN_FILTERS = ['platform', 'cause', 'status', 'month'] as const
export type OwnFilter = (typeof OWN_FILTERS)[number]

/** The state of the page, all of it as it stands in the address. */
export type ExploreState = Omit<Given, 'filters'> &
  Filters &
  Record<OwnFilter, readonly string[]> & {
    sort: string
    /** The column that is sorted by: its members. */
    at: string
    chart: ChartChoice
    /** The measure that the chart shows; the first, if it is none of the question's. */
    of: string
  }

const conditions: Field<readonly string[]> = {
  ...list(),
  read: (value) =>
    list()
      .read(value)!
      .filter((condition) => parseCondition(condition) !== undefined),
}

const months: Field<readonly string[]> = {
  ...list(),
  read: (value) =>
    list()
      .read(value)!
      .filter((month) => /^(?:[1-9]|1[0-2])$/.test(month)),
}

const usual = DATASETS.performance

export const FIELDS: Fields<ExploreState> = {
  ...FILTER_FIELDS,
  dataset: oneOf<DatasetName>(DATASET_NAMES, 'performance'),
  rows: list(usual.rows),
  columns: list(usual.columns),
  measures: list(usual.measures),
  having: conditions,
  compare: oneOf(['', 'prior_year'], ''),
  from: day(),
  to: day(),
  allocation: oneOf(['days', 'whole'], 'days'),
  asOf: day(),
  platform: list(),
  cause: list(),
  status: list(),
  month: months,
  sort: text(),
  at: text(),
  chart: oneOf<ChartChoice>(CHART_CHOICES, 'auto'),
  of: text(),
}

/** The question of a state. */
export function givenOf(state: ExploreState): Given {
  const { year, product_line, product, agency, vendor, agency_size, primary_agency, appointment_decade } = state
  const { platform, cause, status, month } = state
  return {
    ...state,
    filters: {
      year: year ? [year] : [],
      product_line,
      product,
      state: state.state,
      agency,
      vendor,
      agency_size,
      primary_agency,
      appointment_decade,
      platform,
      cause,
      status,
      month,
    },
  }
}

export const hasFilters = (state: ExploreState) => Object.values(givenOf(state).filters).some((members) => members.length > 0)

/** The members of a column, as an address has them: each escaped, so that a slash in a name stays in it. */
export const writePath = (path: Path) => path.map((member) => (member === null ? '' : encodeURIComponent(member))).join('/')

/** Reads the members of a column; [], the total, where there are none. */
export function readPath(written: string): Path {
  try {
    return written === '' ? [] : written.split('/').map((member) => (member === '' ? null : decodeURIComponent(member)))
  } catch {
    return []
  }
}

/** The state after another data set was chosen: its usual question, and those filters that it has too. */
export function withDataset(name: DatasetName, state: ExploreState, catalog: Schemas['Catalog']): Partial<ExploreState> {
  const dataset = DATASETS[name]
  const measures = measuresOf(dataset, catalog.measures)
  const has = new Set(dimensionsOf(dataset, measures, catalog.dimensions).map((dimension) => dimension.name))
  const staysInTime = dataset.isOfBook === DATASETS[state.dataset].isOfBook && has.has('year')
  const gone = [...FILTER_NAMES, ...OWN_FILTERS].filter((filter) => !has.has(filter))
  return {
    ...Object.fromEntries(gone.map((filter) => [filter, []])),
    ...(staysInTime ? {} : { year: '', from: '', to: '', allocation: 'days', asOf: '', compare: '' }),
    status: [],
    dataset: name,
    rows: dataset.rows,
    columns: dataset.columns,
    measures: dataset.measures,
    having: [],
    sort: '',
    at: '',
    chart: 'auto',
    of: '',
  }
}
