/** Which pages of `size` rows are needed to show the rows from first to last, with half a page of margin so that scrolling meets rows that are there. */
export function pagesAround(first: number, last: number, size: number, rowCount: number): number[] {
  if (rowCount <= 0) return [0]
  const margin = Math.floor(size / 2)
  const from = Math.floor(Math.max(0, Math.min(first, rowCount - 1) - margin) / size)
  const to = Math.floor(Math.min(rowCount - 1, Math.max(first, last) + margin) / size)
  return Array.from({ length: to - from + 1 }, (_, offset) => from + offset)
}
