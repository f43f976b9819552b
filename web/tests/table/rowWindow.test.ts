import { describe, expect, it } from 'vitest'
import { columnsAt } from '@/components/table/columnWindow'
import { ColumnWidths } from '@/components/table/columnWidths'
import { stepOf } from '@/components/table/rowKeys'
import { scrollFor, windowAt, windowSize } from '@/components/table/rowWindow'

describe('the rows of a table that are drawn', () => {
  // 640 px are 20 rows; one is cut at either end, 8 more stand on each side: 37, in steps of 8 that is 40, and one step to move in.
  it('are a number that the height alone decides', () => {
    expect(windowSize(640)).toBe(48)
  })

  it('begin at the first and end with the last', () => {
    expect(windowAt(0, 640, 213_328)).toEqual({ first: 0, last: 47 })
    expect(windowAt(0, 640, 5)).toEqual({ first: 0, last: 4 })
    expect(windowAt(0, 640, 0)).toEqual({ first: 0, last: -1 })
  })

  it('reach 8 rows or more beyond those in sight', () => {
    // Row 100 is at the top, row 120 at the foot.
    expect(windowAt(3200, 640, 213_328)).toEqual({ first: 88, last: 135 })
    expect(windowAt(3200 + 7 * 32, 640, 213_328)).toEqual({ first: 96, last: 143 })
  })

  it('stay within the table when it became shorter', () => {
    expect(windowAt(1_000_000, 640, 50)).toEqual({ first: 40, last: 49 })
  })

  it('move only as far as a row needs to be in sight', () => {
    expect(scrollFor(5, 320, 640)).toBe(160)
    expect(scrollFor(20, 320, 640)).toBeUndefined()
    // Row 40 ends at 41 * 32 = 1312; 640 of it above.
    expect(scrollFor(40, 320, 640)).toBe(672)
  })
})

describe('the columns of a table that are drawn', () => {
  const widths = Array.from({ length: 50 }, () => 100)

  it('are those in sight and some beyond', () => {
    expect(columnsAt(0, 1000, widths)).toEqual({ first: 0, last: 12 })
    // From 2000 to 3000, and 240 more on either side: 1760 is in column 17, 3240 in column 32.
    expect(columnsAt(2000, 1000, widths)).toEqual({ first: 17, last: 32 })
    expect(columnsAt(4000, 1000, widths)).toEqual({ first: 37, last: 49 })
  })

  it('are none where there are none', () => {
    expect(columnsAt(0, 1000, [])).toEqual({ first: 0, last: 0 })
  })
})

describe('keys in a table', () => {
  it('lead to a row and not beyond the ends', () => {
    expect(stepOf('ArrowDown', 3, 10, 5)).toBe(4)
    expect(stepOf('PageUp', 3, 10, 5)).toBe(0)
    expect(stepOf('PageDown', 8, 10, 5)).toBe(9)
    expect(stepOf('End', 3, 10, 5)).toBe(9)
    expect(stepOf('a', 3, 10, 5)).toBeUndefined()
  })
})

describe('the width of a column', () => {
  const measure = (text: string) => text.length * 10

  it('is that of its head or its widest text, and never less again', () => {
    const columns = new ColumnWidths(['State', 'Premium'], [false, true], measure)
    // 5 letters, 5 % bolder: 53, and 30 for padding and the arrow.
    expect(columns.widths[0]).toBe(83)
    expect(columns.see(['OH', '$1,234,567.89'])).toBe(true)
    expect(columns.widths[1]).toBe(148)
    expect(columns.see(['KY', '$1.00'])).toBe(false)
    expect(columns.widths[1]).toBe(148)
  })

  it('ends for names, but figures are never cut', () => {
    const columns = new ColumnWidths(['a', 'b'], [false, true], measure)
    columns.see(['x'.repeat(100), '9'.repeat(100)])
    expect(columns.widths).toEqual([448, 1018])
  })
})
