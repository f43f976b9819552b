import { h, type FunctionalComponent, type Slot, type VNode } from 'vue'
import type { Column, Row } from '@/api/table'
import { isFigure } from '@/format'

interface Props {
  index: number
  /** Undefined while it is on its way. */
  row: Row | undefined
  texts: readonly string[]
  columns: readonly Column[]
  /** The first and last column to draw; those before are one empty cell and those behind another. With `pinned` the very first is drawn too. */
  first: number
  last: number
  pinned: boolean
  /** What draws cells, by the name of the column. */
  cells: Readonly<Record<string, Slot | undefined>>
  marks: string
  id: string
}

const gap = (span: number): VNode[] => (span > 0 ? [h('td', { class: 'gap', colspan: span, 'aria-hidden': 'true' })] : [])

/** A row of a table. It is drawn anew only if something of it changes, not with each step of the scrolling. */
export const DataRow: FunctionalComponent<Props> = ({ index, row, texts, columns, first, last, pinned, cells, marks, id }) => {
  const isPart = first > 0 || last < columns.length - 1

  function cellOf(at: number): VNode {
    const column = columns[at]!
    const kind = isFigure(column) ? 'figure' : undefined
    const place = isPart ? at + 1 : undefined
    if (!row) return h('td', { class: kind ? 'figure waiting' : 'waiting', 'aria-colindex': place })
    const text = texts[at] ?? ''
    const cell = cells[column.name]
    return h(
      'td',
      {
        class: kind,
        title: text.length > 48 ? text : undefined,
        'aria-colindex': place,
      },
      cell ? cell({ row, text }) : text,
    )
  }

  const isApart = pinned && first > 0
  const drawn = Array.from({ length: last - first + 1 }, (_, offset) => cellOf(first + offset))
  return h('tr', { id, 'aria-rowindex': index + 2, 'data-index': index, class: marks }, [
    ...(isApart ? [cellOf(0)] : []),
    ...gap(isApart ? first - 1 : first),
    ...drawn,
    ...gap(columns.length - 1 - last),
  ])
}
DataRow.props = ['index', 'row', 'texts', 'columns', 'first', 'last', 'pinned', 'cells', 'marks', 'id']
