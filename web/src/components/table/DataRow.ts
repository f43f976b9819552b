import { h, type FunctionalComponent, type Slot } from 'vue'
import type { Column, Row } from '@/api/table'
import { isFigure } from '@/format'

interface Props {
  index: number
  /** Undefined while it is on its way. */
  row: Row | undefined
  texts: readonly string[]
  columns: readonly Column[]
  /** What draws cells, by the name of the column. */
  cells: Readonly<Record<string, Slot | undefined>>
  marks: string
  id: string
}

/** A row of a table. It is drawn anew only if something of it changes, not with each step of the scrolling. */
export const DataRow: FunctionalComponent<Props> = ({ index, row, texts, columns, cells, marks, id }) =>
  h(
    'tr',
    { id, 'aria-rowindex': index + 2, 'data-index': index, class: marks },
    columns.map((column, at) => {
      const text = texts[at] ?? ''
      const kind = isFigure(column) ? 'figure' : undefined
      if (!row) return h('td', { class: kind ? 'figure waiting' : 'waiting' })
      const cell = cells[column.name]
      return h('td', { class: kind, title: text.length > 48 ? text : undefined }, cell ? cell({ row, text }) : text)
    }),
  )
DataRow.props = ['index', 'row', 'texts', 'columns', 'cells', 'marks', 'id']
