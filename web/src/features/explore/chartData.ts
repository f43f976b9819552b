import type { Column, Row, Value } from '@/api/table'
import type { Answered } from './useAnswers'

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

const keyOf = (...members: Value[]) => JSON.stringify(members)

/**
 * Takes the figures of a chart from the answers of a table.
 * @param members The members of the first dimension in the order of the table.
 */
export function chartData(
  { question, answers }: Pick<Answered, 'answers'> & { question: { rows: readonly string[]; columns: readonly string[] } },
  figure: Column,
  members: readonly Value[],
  names: Names,
): ChartData | undefined {
  const { first, second } = dimensionsOfChart(question)
  if (first === undefined) return undefined
  const isRow = question.rows.length > 0
  const ofFirst = (isRow ? answers[1]?.[0] : answers[0]?.[1])?.rows ?? []
  const crossed = (isRow ? (question.columns.length ? answers[1]?.[1] : answers[2]?.[0]) : answers[0]?.[2])?.rows ?? []
  const found = new Map<string, Row>()
  for (const row of ofFirst) found.set(keyOf(row[first]!), row)
  if (second) for (const row of crossed) found.set(keyOf(row[first]!, row[second]!), row)

  const shown = new Set(members)
  return {
    figure,
    names,
    first: { dimension: first, label: names.dimension(first), members },
    second: second
      ? {
          dimension: second,
          label: names.dimension(second),
          members:
            isRow && question.columns.length
              ? (answers[0]?.[1]?.rows ?? []).map((row) => row[second]!)
              : distinct(crossed.filter((row) => shown.has(row[first]!)).map((row) => row[second]!)),
        }
      : undefined,
    value(...given) {
      const [one, other, name = figure.name] = given
      const value = found.get(other === undefined ? keyOf(one) : keyOf(one, other))?.[name]
      return typeof value === 'number' ? value : null
    },
  }
}

/** Each member once, in order; a missing one last. */
function distinct(members: readonly Value[]): Value[] {
  return [...new Set(members)].sort((left, right) => {
    if (left === null || right === null) return left === right ? 0 : left === null ? 1 : -1
    return left < right ? -1 : left > right ? 1 : 0
  })
}
