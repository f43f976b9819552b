import type { TablePath } from '@/api/table'
import type { Dimension, Measure } from '@/composables/useCatalog'

export const DATASET_NAMES = ['performance', 'quotes', 'claims', 'policies'] as const
export type DatasetName = (typeof DATASET_NAMES)[number]

/** Figures that are asked for together, with the question that it starts from. */
export interface Dataset {
  name: DatasetName
  path: TablePath
  /** The book knows days, so it has dates and no allocation, and a day it is seen from. */
  isOfBook: boolean
  rows: readonly string[]
  columns: readonly string[]
  measures: readonly string[]
}

export const DATASETS: Readonly<Record<DatasetName, Dataset>> = {
  performance: {
    name: 'performance',
    path: 'performance/summary',
    isOfBook: false,
    rows: ['state'],
    columns: ['year'],
    measures: ['written_premium', 'loss_ratio'],
  },
  quotes: {
    name: 'quotes',
    path: 'quotes/summary',
    isOfBook: false,
    rows: ['platform'],
    columns: [],
    measures: ['quotes', 'binds', 'hit_ratio'],
  },
  claims: {
    name: 'claims',
    path: 'claims/summary',
    isOfBook: true,
    rows: ['cause'],
    columns: [],
    measures: ['claims_reported', 'incurred', 'severity'],
  },
  policies: {
    name: 'policies',
    path: 'policies/summary',
    isOfBook: true,
    rows: ['product'],
    columns: [],
    measures: ['in_force_policies', 'in_force_premium', 'book_earned_premium'],
  },
}

/** A dimension that only the measures of a data set have. */
const MARK: Readonly<Record<DatasetName, string>> = {
  performance: 'vendor',
  quotes: 'platform',
  claims: 'month',
  policies: 'month',
}

/** The measures of a data set: for claims also what they are measured against, premium earned and policies. */
export function measuresOf(dataset: Dataset, all: readonly Measure[]): Measure[] {
  return all.filter(
    ({ dimensions }) => dimensions.includes(MARK[dataset.name]) && !(dataset.name === 'policies' && dimensions.includes('cause')),
  )
}

/** The dimensions of a data set: those of its first usual measure. */
export function dimensionsOf(dataset: Dataset, measures: readonly Measure[], dimensions: readonly Dimension[]): Dimension[] {
  const known = measures.find((measure) => measure.name === dataset.measures[0])?.dimensions ?? []
  return dimensions.filter((dimension) => known.includes(dimension.name))
}

/** Whether a claim and a policy mean the same by a dimension. Of the status each has its own. */
const isShared = (dimension: string) => dimension !== 'status'

/** The measures that cannot be asked by a dimension, given all that are asked for together. */
export function unfit(dimension: string, measures: readonly Measure[]): Measure[] {
  const [first] = measures
  return measures.filter(
    (measure) =>
      !measure.dimensions.includes(dimension) ||
      (!isShared(dimension) && measure.dimensions.includes('cause') !== first!.dimensions.includes('cause')),
  )
}
