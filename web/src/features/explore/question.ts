import type { Schemas } from '@/api/client'
import type { Params } from '@/api/table'
import type { Measure } from '@/composables/useCatalog'
import { parseSort } from '@/sorting'
import { figureOf } from './conditions'
import { DATASETS, dimensionsOf, measuresOf, unfit, type Dataset, type DatasetName } from './datasets'

export const MOST_ROWS = 3
export const MOST_COLUMNS = 2

/** A question as an address has it, whether it makes sense or not. */
export interface Given {
  dataset: DatasetName
  rows: readonly string[]
  columns: readonly string[]
  measures: readonly string[]
  /** Conditions on the rows: written_premium>100000. */
  having: readonly string[]
  compare: '' | 'prior_year'
  from: string
  to: string
  allocation: 'days' | 'whole'
  asOf: string
  /** By dimension the members that count, as the API writes them. */
  filters: Readonly<Record<string, readonly string[]>>
}

/** A question that the server answers. */
export interface Question {
  dataset: Dataset
  rows: readonly string[]
  columns: readonly string[]
  measures: readonly Measure[]
  having: readonly string[]
  compares: boolean
  /** What holds of all that is counted: filters and time. */
  params: Params
  /** The dimensions that the measures must have. */
  used: readonly string[]
}

/** What was left out of a question, because it makes no sense with the rest. */
export interface Remark {
  kind: 'dimension' | 'measure' | 'filter' | 'years' | 'time' | 'compare' | 'condition'
  names: readonly string[]
  /** For a measure, the dimensions that it cannot be shown by. */
  because?: readonly string[]
}

/** Makes the best of what was given: what goes first stays, and what does not go with it is left out and said. */
export function readQuestion(given: Given, catalog: Schemas['Catalog']): { question: Question; remarks: Remark[] } {
  const dataset = DATASETS[given.dataset]
  const all = measuresOf(dataset, catalog.measures)
  const dimensions = new Set(dimensionsOf(dataset, all, catalog.dimensions).map(({ name }) => name))
  const remarks: Remark[] = []
  const leaveOut = (kind: Remark['kind'], names: readonly string[], because?: readonly string[]) => {
    if (names.length) remarks.push(because ? { kind, names, because } : { kind, names })
  }

  const known = (name: string) => dimensions.has(name)
  let rows = given.rows.filter(known).slice(0, MOST_ROWS)
  let columns = given.columns.filter((name) => known(name) && !rows.includes(name)).slice(0, MOST_COLUMNS)
  const asked = [...given.rows, ...given.columns]
  if (asked.length && !rows.length && !columns.length) [rows, columns] = [[...dataset.rows], [...dataset.columns]]
  leaveOut(
    'dimension',
    asked.filter((name) => !rows.includes(name) && !columns.includes(name)),
  )

  const hasTime = known('year')
  const dates = hasTime ? { from: given.from, to: given.to } : { from: '', to: '' }
  if (!hasTime && (given.from || given.to)) leaveOut('time', ['year'])
  const isDated = dates.from !== '' || dates.to !== ''
  const filters = Object.entries(given.filters).filter(([, members]) => members.length > 0)
  // The book is asked by dates alone: its years are not those of the files, which the filter offers.
  const counts = ([name]: [string, unknown]) => known(name) && !(name === 'year' && (isDated || dataset.isOfBook))
  const counted = filters.filter(counts)
  const missed = filters.filter((filter) => !counts(filter)).map(([name]) => name)
  leaveOut('years', known('year') ? missed.filter((name) => name === 'year') : [])
  leaveOut(
    'filter',
    missed.filter((name) => name !== 'year' || !known('year')),
  )

  const compares = given.compare !== '' && hasTime
  if (given.compare && !compares) leaveOut('compare', [])
  const used = [...new Set([...rows, ...columns, ...counted.map(([name]) => name), ...(isDated || compares ? ['year'] : [])])]
  const named = given.measures.flatMap((name) => all.find((measure) => measure.name === name) ?? [])
  const fitting = thoseThatFit(named, used)
  for (const measure of named.filter((candidate) => !fitting.includes(candidate)))
    leaveOut('measure', [measure.name], whyNotMeasure(measure, { measures: fitting, used }))
  const usual = dataset.measures.flatMap((name) => all.find((measure) => measure.name === name) ?? [])
  const measures = [fitting, thoseThatFit(usual, used), thoseThatFit(all, used).slice(0, 1)].find((some) => some.length) ?? usual

  const figures = figureNames(measures, compares)
  const having = given.having.filter((condition) => figures.includes(figureOf(condition)))
  leaveOut(
    'condition',
    given.having.filter((condition) => !having.includes(condition)),
  )
  const question: Question = {
    dataset,
    rows,
    columns,
    measures,
    having: rows.length ? having : [],
    compares,
    used,
    params: {
      ...Object.fromEntries(counted),
      ...dates,
      allocation: isDated && !dataset.isOfBook && given.allocation === 'whole' ? 'whole' : '',
      asOf: dataset.isOfBook ? given.asOf : '',
      compare: compares ? 'prior_year' : '',
    },
  }
  return { question, remarks }
}

/** Those of some measures that can be asked together by all of some dimensions. */
function thoseThatFit(measures: readonly Measure[], used: readonly string[]): Measure[] {
  const single = measures.filter((measure) => used.every((dimension) => !unfit(dimension, [measure]).length))
  return single.filter((measure) => !used.some((dimension) => unfit(dimension, single).includes(measure)))
}

/** The dimensions in use that a measure does not go with. */
export function whyNotMeasure(measure: Measure, { measures, used }: Pick<Question, 'measures' | 'used'>): string[] {
  const others = measures.filter(({ name }) => name !== measure.name)
  return used.filter((dimension) => unfit(dimension, [...others, measure]).includes(measure))
}

/** The chosen measures that a dimension does not go with. */
export function whyNotDimension(dimension: string, { measures }: Pick<Question, 'measures'>): string[] {
  return unfit(dimension, measures).map(({ name }) => name)
}

/** The names of the columns of figures, as the answers have them. */
export function figureNames(measures: readonly Measure[], compares: boolean): string[] {
  return measures.flatMap(({ name }) => (compares ? [name, `${name}_prior`, `${name}_change`] : [name]))
}

/** The parameters of a level of the answer. Conditions are on the rows, so they stand where rows are asked whole. */
export function levelParams(question: Question, rows: number, columns: number, limit?: number): Params {
  const isOfRows = rows === question.rows.length && columns === 0
  return {
    by: [...question.rows.slice(0, rows), ...question.columns.slice(0, columns)],
    measures: question.measures.map(({ name }) => name),
    ...question.params,
    having: isOfRows ? question.having : [],
    limit,
  }
}

const LONGEST_ADDRESS = 6000

/**
 * The parameters of the whole answer as a file: a line for each combination of rows and columns.
 * Where conditions hide rows that also have columns, the file is asked for the rows that are left, if these can be named.
 * @param shown The members of the only dimension of the rows that are left.
 * @returns isWhole: the file has rows that the conditions hide.
 */
export function exportParams(question: Question, sort: string, shown: readonly string[]): { params: Params; isWhole: boolean } {
  const { rows, columns, having } = question
  const params = levelParams(question, rows.length, columns.length)
  const names = new Set([...rows, ...columns, ...figureNames(question.measures, question.compares)])
  const keys = parseSort(sort).filter(({ name }) => names.has(name))
  const sorted = { ...params, sort: keys.map(({ name, isDescending }) => (isDescending ? `-${name}` : name)) }
  if (!having.length || !columns.length) return { params: sorted, isWhole: false }
  const canName = rows.length === 1 && shown.length > 0 && shown.join(',').length <= LONGEST_ADDRESS
  return { params: canName ? { ...sorted, [rows[0]!]: shown } : sorted, isWhole: !canName }
}
