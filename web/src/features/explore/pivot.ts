import type { Column, Row, Table, Value } from '@/api/table'
import type { SortKey } from '@/sorting'

/** The members that lead to a row or column, one of each of its dimensions; [] is the total. */
export type Path = readonly Value[]

export interface PivotRow {
  key: string
  path: Path
  /** There are rows below it, whose subtotal it shows. */
  isGroup: boolean
}

export interface PivotColumn {
  key: string
  path: Path
  figure: Column
}

/** A cell of the head over the columns: a member of one of their dimensions, or a total of them. */
export interface HeadCell {
  key: string
  dimension: string
  member: Value
  isTotal: boolean
  /** How many columns it spans, and how many lines of the head. */
  span: number
  lines: number
}

/** answers[i][j] is grouped by the first i dimensions of the rows and the first j of the columns, in the order of their members. */
export type Answers = readonly (readonly Pick<Table, 'rows'>[])[]

export interface PivotQuestion {
  rows: readonly string[]
  columns: readonly string[]
  /** The columns of figures of every answer. */
  figures: readonly Column[]
}

export interface PivotOrder {
  keys: readonly SortKey[]
  /** The column by whose figures rows are sorted; the total, if there is no such column. */
  at: Path
}

export interface Pivot {
  rows: readonly PivotRow[]
  columns: readonly PivotColumn[]
  head: readonly (readonly HeadCell[])[]
  /** Members of the columns that there was no room for. */
  hiddenColumns: number
  /** Undefined where there is no such combination, null where there is but without a figure. */
  value(row: Pick<PivotRow, 'path' | 'key'>, column: PivotColumn): Value | undefined
}

/** The row, or column, of everything. */
export const TOTAL: PivotRow = { key: '', path: [], isGroup: true }

/** Tells members of a path apart; one that is missing differs from any text. */
export const keyOf = (path: Path) => path.map((member) => `${member === null ? '\u0001' : member}\u0000`).join('')

/**
 * Lays the answers of a question out as a table with subtotals. Nothing is computed here: every subtotal and total is an answer of its own, because
 * ratios and balances do not add up.
 * @param most How many columns of figures there may be.
 */
export function buildPivot(question: PivotQuestion, answers: Answers, order: PivotOrder, most = 150): Pivot {
  const { rows, columns, figures } = question
  const cells = index(question, answers)
  const value: Pivot['value'] = (row, column) => {
    const found = cells.get(cellKey(row.key, column.key))
    return found && (found[column.figure.name] ?? null)
  }

  const columnPaths = tree(columns, (level) => answers[0]?.[level]?.rows ?? [], arrangeBy(columns, order.keys))
  const leaves = columnPaths.filter((path) => path.length === columns.length)
  const room = Math.max(1, Math.floor(most / figures.length))
  const last = leaves[Math.min(room, leaves.length) - 1]
  const shown = last ? columnPaths.slice(0, columnPaths.indexOf(last) + 1) : []
  const places = [...totalsLast(shown, columns.length), []]

  const figure = order.keys.find(({ name }) => figures.some((column) => column.name === name))
  const at = places.some((path) => keyOf(path) === keyOf(order.at)) ? keyOf(order.at) : ''
  const figureOf = (path: Path) => (figure && cells.get(cellKey(keyOf(path), at))?.[figure.name]) ?? null
  const byFigure = figure && ((paths: Path[]) => sortByFigure(paths, figureOf, figure.isDescending))
  const rowPaths = tree(rows, (level) => answers[level]?.[0]?.rows ?? [], arrangeBy(rows, order.keys, byFigure))

  return {
    rows: rowPaths.map((path) => ({ key: keyOf(path), path, isGroup: path.length < rows.length })),
    columns: places.flatMap((path) => figures.map((each) => ({ key: keyOf(path), path, figure: each }))),
    head: headOf(columns, places, figures.length),
    hiddenColumns: Math.max(0, leaves.length - room),
    value,
  }
}

type Arrange = (paths: Path[]) => Path[]

/** How the members of each level are ordered: as their own key says, else otherwise. */
const arrangeBy = (dimensions: readonly string[], keys: readonly SortKey[], otherwise?: Arrange) => (level: number) => {
  const own = keys.find(({ name }) => name === dimensions[level])
  if (!own) return otherwise
  return own.isDescending ? (paths: Path[]) => paths.reverse() : undefined
}

const cellKey = (row: string, column: string) => `${row}\u0002${column}`

function index({ rows, columns }: PivotQuestion, answers: Answers): Map<string, Row> {
  const cells = new Map<string, Row>()
  answers.forEach((line, i) =>
    line.forEach((answer, j) => {
      for (const row of answer.rows)
        cells.set(cellKey(keyOf(pathOf(row, rows.slice(0, i))), keyOf(pathOf(row, columns.slice(0, j)))), row)
    }),
  )
  return cells
}

const pathOf = (row: Row, dimensions: readonly string[]): Path => dimensions.map((dimension) => row[dimension] ?? null)

/**
 * The paths of all levels, each group before its members. A group none of whose members was answered is left out: a condition hid them.
 */
function tree(
  dimensions: readonly string[],
  rowsOf: (level: number) => readonly Row[],
  arrange: (level: number) => Arrange | undefined,
): Path[] {
  const children = dimensions.map((_, level) => {
    const byParent = new Map<string, Path[]>()
    for (const row of rowsOf(level + 1)) {
      const path = pathOf(row, dimensions.slice(0, level + 1))
      const parent = keyOf(path.slice(0, -1))
      const siblings = byParent.get(parent)
      if (siblings) siblings.push(path)
      else byParent.set(parent, [path])
    }
    return byParent
  })
  const visit = (parent: Path): Path[] => {
    const level = parent.length
    const siblings = children[level]?.get(keyOf(parent)) ?? []
    return (arrange(level)?.([...siblings]) ?? siblings).flatMap((path) => {
      if (path.length === dimensions.length) return [path]
      const below = visit(path)
      return below.length ? [path, ...below] : []
    })
  }
  return visit([])
}

function sortByFigure(paths: Path[], figureOf: (path: Path) => Value, isDescending: boolean): Path[] {
  const figures = new Map(paths.map((path) => [path, figureOf(path)]))
  return paths.sort((left, right) => {
    const [a, b] = [figures.get(left)!, figures.get(right)!]
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1
    return isDescending ? Number(b) - Number(a) : Number(a) - Number(b)
  })
}

/** Columns show a group's total behind its members. */
function totalsLast(paths: readonly Path[], depth: number): Path[] {
  const result: Path[] = []
  let open: Path | undefined
  for (const path of paths) {
    if (path.length === depth) result.push(path)
    else {
      if (open) result.push(open)
      open = path
    }
  }
  return open ? [...result, open] : result
}

function headOf(dimensions: readonly string[], places: readonly Path[], figures: number): HeadCell[][] {
  return dimensions.map((dimension, level) => {
    const line: HeadCell[] = []
    for (const path of places) {
      if (path.length < level) continue
      const isTotal = path.length === level
      const key = keyOf(path.slice(0, level + 1))
      const before = line.at(-1)
      if (before && !isTotal && !before.isTotal && before.key === key) before.span += figures
      else
        line.push({
          key,
          dimension,
          member: path[level] ?? null,
          isTotal,
          span: figures,
          lines: isTotal ? dimensions.length - level : 1,
        })
    }
    return line
  })
}
