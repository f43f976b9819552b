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

/** A member of a dimension with those of the groups that it is in. */
export interface Node {
  key: string
  path: Path
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
  value(row: Pick<PivotRow, 'key'>, column: PivotColumn): Value | undefined
  /** The least and the largest figure of a column. */
  extent(column: PivotColumn): readonly [least: number, largest: number]
}

/** The row, or column, of everything. */
export const TOTAL: PivotRow = { key: '', path: [], isGroup: true }

/** Tells members of a path apart; one that is missing differs from any text. */
export const keyOf = (path: Path) => path.map((member) => `${member === null ? '\u0001' : member}\u0000`).join('')

/**
 * Lays the answers of a question out as a table with subtotals. Nothing is computed here: every subtotal and total is an answer of its own, because
 * ratios and balances do not add up.
 * @param index The answers as `indexAnswers` has them: made once, however often the order changes.
 * @param most How many columns of figures there may be.
 */
export function buildPivot({ rows, columns, figures }: PivotQuestion, index: AnswerIndex, order: PivotOrder, most = 150): Pivot {
  const columnNodes = flatten(index.columns, arrangeBy(columns, order.keys))
  const leaves = columnNodes.filter(({ path }) => path.length === columns.length)
  const room = Math.max(1, Math.floor(most / figures.length))
  const last = leaves[Math.min(room, leaves.length) - 1]
  const shown = last ? columnNodes.slice(0, columnNodes.indexOf(last) + 1) : []
  const places = [...totalsLast(shown, columns.length), TOTAL]

  const figure = order.keys.find(({ name }) => figures.some((column) => column.name === name))
  const at = places.some(({ key }) => key === keyOf(order.at)) ? keyOf(order.at) : ''
  const figureOf = ({ key }: Node) => (figure && index.row(key, at)?.[figure.name]) ?? null
  const byFigure = figure && ((nodes: Node[]) => sortByFigure(nodes, figureOf, figure.isDescending))
  const rowNodes = flatten(index.rows, arrangeBy(rows, order.keys, byFigure))

  return {
    rows: rowNodes.map(({ key, path }) => ({ key, path, isGroup: path.length < rows.length })),
    columns: places.flatMap(({ key, path }) => figures.map((each) => ({ key, path, figure: each }))),
    head: headOf(
      columns,
      places.map(({ path }) => path),
      figures.length,
    ),
    hiddenColumns: Math.max(0, leaves.length - room),
    value(row, column) {
      const found = index.row(row.key, column.key)
      return found && (found[column.figure.name] ?? null)
    },
    extent: ({ key, figure: { name } }) => index.extent(key, name),
  }
}

/** The members of a level of dimensions by the key of the group that they are in, in the order of the answer. */
type Tree = readonly ReadonlyMap<string, readonly Node[]>[]

/** The answers of a question, so that each figure is found at once. */
export interface AnswerIndex {
  rows: Tree
  columns: Tree
  row(rowKey: string, columnKey: string): Row | undefined
  extent(columnKey: string, figure: string): readonly [least: number, largest: number]
}

export function indexAnswers({ rows, columns, figures }: PivotQuestion, answers: Answers): AnswerIndex {
  const cells = new Map<string, Map<string, Row>>()
  const extents = new Map<string, Map<string, [number, number]>>()
  answers.forEach((line, i) =>
    line.forEach((answer, j) => {
      for (const row of answer.rows) {
        const [rowKey, columnKey] = [keyOf(pathOf(row, rows, i)), keyOf(pathOf(row, columns, j))]
        let column = cells.get(columnKey)
        if (!column) cells.set(columnKey, (column = new Map()))
        column.set(rowKey, row)
        let extent = extents.get(columnKey)
        if (!extent) extents.set(columnKey, (extent = new Map()))
        for (const { name } of figures) widen(extent, name, row[name])
      }
    }),
  )
  return {
    rows: treeOf(rows, (level) => answers[level]?.[0]?.rows ?? []),
    columns: treeOf(columns, (level) => answers[0]?.[level]?.rows ?? []),
    row: (rowKey, columnKey) => cells.get(columnKey)?.get(rowKey),
    extent: (columnKey, figure) => extents.get(columnKey)?.get(figure) ?? [0, 0],
  }
}

function widen(extents: Map<string, [number, number]>, figure: string, value: Value | undefined) {
  if (typeof value !== 'number') return
  const extent = extents.get(figure)
  if (!extent) extents.set(figure, [value, value])
  else if (value < extent[0]) extent[0] = value
  else if (value > extent[1]) extent[1] = value
}

const pathOf = (row: Row, dimensions: readonly string[], depth: number): Path =>
  dimensions.slice(0, depth).map((dimension) => row[dimension] ?? null)

function treeOf(dimensions: readonly string[], rowsOf: (level: number) => readonly Row[]): Tree {
  return dimensions.map((_, level) => {
    const byGroup = new Map<string, Node[]>()
    for (const row of rowsOf(level + 1)) {
      const path = pathOf(row, dimensions, level + 1)
      const group = keyOf(path.slice(0, -1))
      const node = { key: keyOf(path), path }
      const siblings = byGroup.get(group)
      if (siblings) siblings.push(node)
      else byGroup.set(group, [node])
    }
    return byGroup
  })
}

type Arrange = (nodes: Node[]) => Node[]

/** How the members of each level are ordered: as their own key says, else otherwise. */
const arrangeBy = (dimensions: readonly string[], keys: readonly SortKey[], otherwise?: Arrange) => (level: number) => {
  const own = keys.find(({ name }) => name === dimensions[level])
  if (!own) return otherwise
  return own.isDescending ? (nodes: Node[]) => nodes.reverse() : undefined
}

/** The members of all levels, each group before its own. A group none of whose members was answered is left out: a condition hid them. */
function flatten(tree: Tree, arrange: (level: number) => Arrange | undefined): Node[] {
  const visit = (group: Node): Node[] => {
    const level = group.path.length
    const members = tree[level]?.get(group.key) ?? []
    return (arrange(level)?.([...members]) ?? members).flatMap((node) => {
      if (level + 1 === tree.length) return node
      const below = visit(node)
      return below.length ? [node, ...below] : []
    })
  }
  return visit(TOTAL)
}

function sortByFigure(nodes: Node[], figureOf: (node: Node) => Value, isDescending: boolean): Node[] {
  const figures = new Map(nodes.map((node) => [node, figureOf(node)]))
  return nodes.sort((left, right) => {
    const [a, b] = [figures.get(left)!, figures.get(right)!]
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1
    return isDescending ? Number(b) - Number(a) : Number(a) - Number(b)
  })
}

/** Columns show a group's total behind its members. */
function totalsLast(nodes: readonly Node[], depth: number): Node[] {
  const result: Node[] = []
  let open: Node | undefined
  for (const node of nodes) {
    if (node.path.length === depth) result.push(node)
    else {
      if (open) result.push(open)
      open = node
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
