import type { Column, Value } from '@/api/table'
import { keyOf, type AnswerIndex } from './pivot'

/** A dimension of a chart: its members in the order they are shown. */
export interface Axis {
  dimension: string
  label: string
  members: readonly Value[]
}

/** Names for people. */
export interface Names {
  dimension(name: string): string
  member(dimension: string, member: Value): string
}

/** The figures of a chart: by one dimension, or by two crossed. */
export interface ChartData {
  figure: Column
  first: Axis
  /** Its members are in the order of a figure, so that the first of them are of interest. */
  isRanked: boolean
  second: Axis | undefined
  names: Names
  /** The figure of a member of the first dimension, crossed with one of the second if given. */
  value(first: Value, second?: Value, figure?: string): number | null
}

/** The dimensions that a chart shows of a question: the first of the rows and of the columns, or two of either. */
export function dimensionsOfChart({ rows, columns }: { rows: readonly string[]; columns: readonly string[] }) {
  const [first, second] = rows.length ? [rows[0], columns[0] ?? rows[1]] : [columns[0], columns[1]]
  return { first, second }
}

/**
 * Takes the figures of a chart from the answers of a table.
 * @param members The members of the first dimension in the order of the table.
 */
export function chartData(
  question: { rows: readonly string[]; columns: readonly string[] },
  index: AnswerIndex,
  figure: Column,
  members: readonly Value[],
  names: Names,
  isRanked = false,
): ChartData | undefined {
  const { first, second } = dimensionsOfChart(question)
  if (first === undefined) return undefined
  const isCrossed = question.rows.length > 0 && question.columns.length > 0
  const keysOf = (one: Value, other: Value | undefined): [row: string, column: string] => {
    const path = other === undefined ? [one] : [one, other]
    if (!question.rows.length) return ['', keyOf(path)]
    return isCrossed ? [keyOf(path.slice(0, 1)), keyOf(path.slice(1))] : [keyOf(path), '']
  }
  const axis = (dimension: string, shown: readonly Value[]): Axis => ({
    dimension,
    label: names.dimension(dimension),
    members: shown,
  })
  return {
    figure,
    names,
    isRanked,
    first: axis(first, members),
    second:
      second === undefined
        ? undefined
        : axis(second, isCrossed ? membersOf(index.columns[0]) : innerMembers(question, index, members)),
    value(one, other, name = figure.name) {
      const value = index.row(...keysOf(one, other))?.[name]
      return typeof value === 'number' ? value : null
    },
  }
}

/** The members of the first level, in the order of the answer. */
export const membersOf = (level: AnswerIndex['rows'][number] | undefined): Value[] =>
  (level?.get('') ?? []).map(({ path }) => path[0]!)

/** The members within some groups, each once, in order; a missing one last. */
function innerMembers({ rows }: { rows: readonly string[] }, index: AnswerIndex, groups: readonly Value[]): Value[] {
  const level = (rows.length ? index.rows : index.columns)[1]
  const members = new Set(groups.flatMap((group) => (level?.get(keyOf([group])) ?? []).map(({ path }) => path[1]!)))
  return [...members].sort((left, right) => {
    if (left === null || right === null) return left === right ? 0 : left === null ? 1 : -1
    return left < right ? -1 : left > right ? 1 : 0
  })
}
