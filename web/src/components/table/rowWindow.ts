/** Every row is as high, so which are in sight is arithmetic, however many there are. The same as --row. */
export const ROW_HEIGHT = 32

/** Rows drawn beyond those in sight, so that scrolling meets rows that are there. */
const MARGIN = 8
/** The drawn rows move on in steps of so many: most scroll events then change nothing. */
const STEP = 8

export interface RowWindow {
  first: number
  /** The last row; before the first if there are none. */
  last: number
}

/** The rows to draw where a frame of some height shows a table of `count` rows from `top` pixels on. */
export function windowAt(top: number, height: number, count: number): RowWindow {
  const atTop = Math.min(Math.floor(Math.max(0, top) / ROW_HEIGHT), Math.max(0, count - 1))
  const first = Math.max(0, Math.floor((atTop - MARGIN) / STEP) * STEP)
  return { first, last: Math.min(count - 1, first + windowSize(height) - 1) }
}

/** How many rows are drawn at most: a number that changes with the frame alone, so that rows can be drawn over and over in the same elements. */
export function windowSize(height: number): number {
  return Math.ceil((Math.ceil(height / ROW_HEIGHT) + 1 + 2 * MARGIN) / STEP) * STEP + STEP
}

/** How far to scroll so that a row stands between the head and the foot of a frame; undefined if it does. */
export function scrollFor(index: number, top: number, free: number): number | undefined {
  const rowTop = index * ROW_HEIGHT
  if (rowTop < top) return rowTop
  return rowTop + ROW_HEIGHT > top + free ? rowTop + ROW_HEIGHT - free : undefined
}
