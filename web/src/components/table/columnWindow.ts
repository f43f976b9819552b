/** How far beyond the sight columns are drawn. */
const MARGIN = 240

export interface ColumnSpan {
  first: number
  last: number
}

/** The columns to draw where a frame shows a table from `left` pixels on. So a row with many columns costs no more than one with a few. */
export function columnsAt(left: number, width: number, widths: readonly number[]): ColumnSpan {
  let [end, first, last] = [0, widths.length - 1, 0]
  widths.forEach((each, index) => {
    const begin = end
    end += each
    if (end > left - MARGIN && index < first) first = index
    if (begin < left + width + MARGIN) last = index
  })
  return { first: Math.max(0, Math.min(first, last)), last }
}
