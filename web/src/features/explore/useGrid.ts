import { computed, ref, type Ref } from 'vue'

/** A cell of a grid: row -1 is its head, the last row its total; column -1 has the names of the rows. */
export interface Cell {
  row: number
  column: number
}

/** Where the arrow keys lead from a cell. */
export function step(key: string, { row, column }: Cell, rows: number, columns: number, withControl = false): Cell | undefined {
  const [lastRow, lastColumn] = [rows - 1, columns - 1]
  const to = {
    ArrowUp: { row: withControl ? 0 : row - 1, column },
    ArrowDown: { row: withControl ? lastRow : row + 1, column },
    ArrowLeft: { row, column: withControl ? -1 : column - 1 },
    ArrowRight: { row, column: withControl ? lastColumn : column + 1 },
    PageUp: { row: row - 20, column },
    PageDown: { row: row + 20, column },
    Home: { row: withControl ? 0 : row, column: -1 },
    End: { row: withControl ? lastRow : row, column: lastColumn },
  }[key]
  return to && within(to, rows, columns)
}

const clamp = (value: number, last: number) => Math.min(last, Math.max(-1, value))

const within = ({ row, column }: Cell, rows: number, columns: number): Cell => ({
  row: clamp(row, rows - 1),
  column: clamp(column, columns - 1),
})

/** The cell that the keyboard is at. */
export function useGrid(rows: Ref<number>, columns: Ref<number>) {
  const at = ref<Cell>({ row: 0, column: 0 })
  return {
    at: computed(() => within(at.value, rows.value, columns.value)),
    moveTo: (cell: Cell) => (at.value = within(cell, rows.value, columns.value)),
    /** Moves by a key; whether it is one that moves. */
    onKey(event: KeyboardEvent): boolean {
      const to = step(event.key, at.value, rows.value, columns.value, event.ctrlKey || event.metaKey)
      if (!to || event.altKey || event.shiftKey) return false
      at.value = to
      return true
    },
  }
}
