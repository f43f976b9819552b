import type { Table } from '@/api/table'

const MOST_FIGURES = 400_000
const MOST_ROWS = 50_000

/** How many rows of an answer a table takes: fewer, the more figures each has. */
export const rowLimit = (figures: number) => Math.min(MOST_ROWS, Math.floor(MOST_FIGURES / Math.max(1, figures)))

const isWhole = ({ rows, rowCount }: Pick<Table, 'rows' | 'rowCount'>) => rows.length >= rowCount

/**
 * How many dimensions of rows and columns can be shown with whole answers. The last dimension of the rows goes first, while there is another; then those
 * of the columns.
 */
export function fittingDepth(answers: readonly (readonly Pick<Table, 'rows' | 'rowCount'>[])[]): [rows: number, columns: number] {
  let rows = answers.length - 1
  let columns = answers[0]!.length - 1
  while (rows + columns > 0 && !isWhole(answers[rows]![columns]!)) {
    if (rows > 1 || columns === 0) rows--
    else columns--
  }
  return [rows, columns]
}
